package org.palmgateway.auth.keys;

import com.nimbusds.jose.jwk.JWKSet;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Sinks;

/**
 * What is known of one issuer's keys at one moment, and whether a fetch is due. Immutable.
 *
 * @param keys the newest keys, null if there never were any
 * @param fetched when they came
 * @param failed when a fetch last failed
 * @param sought when a key that was not there last caused a fetch
 * @param underWay the fetch going on, null if none
 */
record KeyState(
        @Nullable JWKSet keys, Instant fetched, Instant failed, Instant sought, Sinks.@Nullable One<JWKSet> underWay) {

    static final KeyState EMPTY = new KeyState(null, Instant.MIN, Instant.MIN, Instant.MIN, null);

    /** Why one would fetch. */
    enum Purpose {
        FIRST,
        UNKNOWN_KEY,
        AGE
    }

    boolean isDue(Purpose purpose, Instant now, IssuerKeys.Settings settings) {
        return switch (purpose) {
            case FIRST -> keys == null && !now.isBefore(failed.plus(settings.retryAfter()));
            case UNKNOWN_KEY -> !now.isBefore(sought.plus(settings.seekAtMostEvery()));
            case AGE ->
                !now.isBefore(fetched.plus(settings.refreshAfter()))
                        && !now.isBefore(failed.plus(settings.seekAtMostEvery()));
        };
    }

    KeyState afterStart(Purpose purpose, Instant now, Sinks.One<JWKSet> fetch) {
        return new KeyState(keys, fetched, failed, purpose == Purpose.UNKNOWN_KEY ? now : sought, fetch);
    }

    KeyState afterSuccess(JWKSet fresh, Instant now) {
        return new KeyState(fresh, now, failed, sought, null);
    }

    KeyState afterFailure(Instant now) {
        return new KeyState(keys, fetched, now, sought, null);
    }
}
