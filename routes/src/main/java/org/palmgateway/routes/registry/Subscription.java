package org.palmgateway.routes.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.subscription.Grant;

/**
 * An application's wish to call a route, or what a plan covers, and what became of it.
 *
 * @param what who wants what
 * @param stage what became of it
 * @param requestedBy who asked
 * @param requestedAt when
 * @param reason why
 * @param decidedBy who agreed, refused or ended it; null while nobody has
 * @param decidedAt when
 * @param decision why
 * @param version version of the entry
 * @param sequence the change of the registry by which it last began or ceased to hold; 0 while it never held
 */
public record Subscription(
        Grant what,
        Stage stage,
        String requestedBy,
        Instant requestedAt,
        String reason,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        long version,
        long sequence) {

    /** What became of it. */
    public enum Stage {
        /** Somebody who may speak for the owner has yet to agree. */
        REQUESTED,
        /** It holds. */
        ACTIVE,
        /** The owner did not agree. */
        REFUSED,
        /** One of the two has ended it. */
        ENDED
    }

    /** Tells whether it holds, or may yet without being asked for again. */
    boolean isOpen() {
        return stage == Stage.REQUESTED || stage == Stage.ACTIVE;
    }

    Subscription decided(Stage next, Actor by, Instant at, String why, long nextVersion, long nextSequence) {
        return new Subscription(
                what, next, requestedBy, requestedAt, reason, by.name(), at, why, nextVersion, nextSequence);
    }
}
