package org.palmgateway.routes.snapshot;

import java.util.List;
import java.util.stream.Stream;
import org.palmgateway.routes.policy.PlacedLimit;

/** Whether an application's subscriptions let it call a route. */
public sealed interface Coverage {

    /** The route asks for no subscription. */
    record NotAsked() implements Coverage {}

    /**
     * The application may call the route.
     *
     * @param by what of its subscriptions lets it, such as {@code plan hz-health/basic}
     * @param limits what its plans allow it, which adds up with all other limits
     */
    record Covered(List<String> by, List<PlacedLimit> limits) implements Coverage {
        /** Copies the lists. */
        public Covered {
            by = List.copyOf(by);
            limits = List.copyOf(limits);
        }

        /** Returns this of an application that is subscribed to the route itself besides, which limits nothing. */
        Covered andRoute(String route) {
            return new Covered(
                    Stream.concat(by.stream(), Stream.of("route " + route)).toList(), limits);
        }
    }

    /**
     * The application may not call the route.
     *
     * @param owner whose route it is
     * @param plans ids of the owner's plans that would let it
     */
    record Missing(String owner, List<String> plans) implements Coverage {
        /** Copies the list. */
        public Missing {
            plans = List.copyOf(plans);
        }
    }
}
