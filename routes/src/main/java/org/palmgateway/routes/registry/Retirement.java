package org.palmgateway.routes.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * Nothing that callers use goes without notice: what a route answers may end only when it was deprecated with a sunset, and that has passed.
 * It counts what is answered, so that another name for a route changes nothing, and another path does.
 */
final class Retirement {

    private final Duration notice;

    /**
     * Makes the check.
     *
     * @param notice the least time between a change that names a sunset and that sunset; nothing is checked when it is zero
     */
    Retirement(Duration notice) {
        this.notice = notice;
    }

    /**
     * Returns what a candidate would end too early, each as what it is and what is expected.
     *
     * @param live the snapshot in use
     * @param candidate the snapshot with the owner's changed bundle
     * @param owner the owner
     * @param file name of the bundle's file, for the problems
     * @param now the moment
     */
    List<DocumentProblem> problems(Snapshot live, Snapshot candidate, String owner, String file, Instant now) {
        @Nullable CompiledBundle before = live.bundles().get(owner);
        @Nullable CompiledBundle after = candidate.bundles().get(owner);
        if (notice.isZero() || before == null || after == null) {
            return List.of();
        }
        List<DocumentProblem> problems = new ArrayList<>();
        Set<String> kept = places(after.routes().values());
        for (CompiledRoute compiled : before.routes().values()) {
            Route route = compiled.route();
            if (!route.life().over(now)) {
                route.methods().stream()
                        .sorted()
                        .filter(method -> !kept.contains(place(method, route)))
                        .forEach(method -> problems.add(new DocumentProblem(
                                file,
                                0,
                                "routes",
                                "without " + method + " " + route.pattern() + " in " + route.region() + ", which "
                                        + route.id() + " answers",
                                route.life().sunset() == null
                                        ? "the route, with life: { deprecated, sunset }; it may go when the sunset has passed"
                                        : "the route until its sunset, "
                                                + route.life().sunset())));
                @Nullable CompiledRoute then = after.routes().get(route.id());
                if (then != null) {
                    sunset(route, then.route(), file, now, problems);
                }
            }
        }
        return problems;
    }

    private void sunset(Route before, Route after, String file, Instant now, List<DocumentProblem> problems) {
        @Nullable Instant sunset = after.life().sunset();
        if (sunset == null || sunset.equals(before.life().sunset())) {
            return;
        }
        if (sunset.isBefore(now.plus(notice))) {
            problems.add(new DocumentProblem(
                    file,
                    after.origin().line(),
                    "routes." + after.id() + ".life.sunset",
                    sunset.toString(),
                    "at least " + Scalars.written(notice) + " from now, " + now.plus(notice)));
        }
    }

    private static Set<String> places(Collection<CompiledRoute> routes) {
        Set<String> places = new HashSet<>();
        for (CompiledRoute compiled : routes) {
            compiled.route().methods().forEach(method -> places.add(place(method, compiled.route())));
        }
        return places;
    }

    private static String place(String method, Route route) {
        return method + " " + route.region() + " " + route.pattern().shape();
    }
}
