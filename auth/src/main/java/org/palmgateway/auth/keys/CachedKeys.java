package org.palmgateway.auth.keys;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.JWKSet;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.keys.KeyState.Purpose;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

/**
 * The keys of one issuer, with at most one fetch under way. The state is one immutable value, exchanged by compare-and-set;
 * who wins the exchange starts the fetch, everyone else joins it.
 */
final class CachedKeys {

    private static final Logger LOG = LoggerFactory.getLogger(CachedKeys.class);

    private final KeySource source;
    private final Mono<JWKSet> fetch;
    private final IssuerKeys.Settings settings;
    private final Clock clock;
    private final AtomicReference<KeyState> state = new AtomicReference<>(KeyState.EMPTY);

    CachedKeys(KeySource source, Mono<JWKSet> fetch, IssuerKeys.Settings settings, Clock clock) {
        this.source = source;
        this.fetch = fetch;
        this.settings = settings;
        this.clock = clock;
    }

    Mono<List<JWK>> matching(JWKMatcher matcher) {
        JWKSelector selector = new JWKSelector(matcher);
        return Mono.defer(() -> {
            JWKSet keys = current().keys();
            if (keys == null) {
                return newest(Purpose.FIRST).map(selector::select);
            }
            List<JWK> found = selector.select(keys);
            if (found.isEmpty()) {
                return newest(Purpose.UNKNOWN_KEY).map(selector::select);
            }
            fetchUnderWay(Purpose.AGE);
            return Mono.just(found);
        });
    }

    private Mono<JWKSet> newest(Purpose purpose) {
        Sinks.One<JWKSet> underWay = fetchUnderWay(purpose);
        if (underWay != null) {
            // One fetch may set thousands of verifications going: not all on the event loop that it came in by.
            return underWay.asMono().publishOn(Schedulers.parallel());
        }
        JWKSet keys = current().keys();
        return keys != null
                ? Mono.just(keys)
                : Mono.error(new KeysNotFetched("The last fetch from " + source.issuer() + " has just failed.", null));
    }

    /** The fetch that is going on, started here if it is due; null if there is none and none is due. */
    private Sinks.@Nullable One<JWKSet> fetchUnderWay(Purpose purpose) {
        Instant now = clock.instant();
        while (true) {
            KeyState seen = current();
            if (seen.underWay() != null || !seen.isDue(purpose, now, settings)) {
                return seen.underWay();
            }
            Sinks.One<JWKSet> own = Sinks.one();
            if (state.compareAndSet(seen, seen.afterStart(purpose, now, own))) {
                fetch.single().subscribe(keys -> succeed(own, keys), error -> fail(own, error));
                return own;
            }
        }
    }

    private KeyState current() {
        return Objects.requireNonNull(state.get());
    }

    private void succeed(Sinks.One<JWKSet> waiting, JWKSet keys) {
        state.updateAndGet(seen -> seen.afterSuccess(keys, clock.instant()));
        waiting.emitValue(keys, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private void fail(Sinks.One<JWKSet> waiting, Throwable error) {
        JWKSet kept =
                state.updateAndGet(seen -> seen.afterFailure(clock.instant())).keys();
        LOG.warn(
                "The keys of {} could not be fetched; {}: {}",
                source.issuer(),
                kept == null ? "its tokens cannot be verified until they can" : "the old ones stay in use",
                error.getMessage());
        if (kept == null) {
            waiting.emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
        } else {
            waiting.emitValue(kept, Sinks.EmitFailureHandler.FAIL_FAST);
        }
    }
}
