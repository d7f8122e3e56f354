package org.palmgateway.auth.keys;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;

/**
 * The public keys of all issuers: fetched when first asked for, then kept.
 *
 * <p>Keys older than {@link Settings#refreshAfter} go on being used while new ones are fetched. A key that is not there
 * causes a fetch at most every {@link Settings#seekAtMostEvery} per issuer, however often it is asked for. A fetch that
 * fails leaves the old keys in use; with no old keys it is tried again after {@link Settings#retryAfter} at the earliest.
 *
 * <p>Safe for any number of threads; never blocks.
 */
public final class IssuerKeys {

    // Issuers come from configuration; this bound only keeps a mistake there from growing without end.
    private static final long MAXIMUM_ISSUERS = 1_000;

    private final KeyFetch fetch;
    private final Settings settings;
    private final Clock clock;
    private final Cache<KeySource, CachedKeys> issuers =
            Caffeine.newBuilder().maximumSize(MAXIMUM_ISSUERS).build();

    /** Keys fetched by an HTTP client of their own. */
    public IssuerKeys(Settings settings, Clock clock) {
        this(HttpClient.create(), settings, clock);
    }

    /**
     * Keys fetched by a given HTTP client.
     *
     * @param client its proxy, TLS and redirect settings apply; it need not have timeouts
     * @param settings bounds and times
     * @param clock by which keys age
     */
    public IssuerKeys(HttpClient client, Settings settings, Clock clock) {
        this.fetch = new KeyFetch(client, settings);
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * The issuer's keys that fit.
     *
     * @param source the issuer
     * @param matcher what a key must be like
     * @return the keys, none if the issuer has no such key; or the error {@link KeysNotFetched}
     */
    public Mono<List<JWK>> matching(KeySource source, JWKMatcher matcher) {
        return issuers.get(source, added -> new CachedKeys(added, fetch.keys(added), settings, clock))
                .matching(matcher);
    }

    /**
     * Bounds and times.
     *
     * @param timeout how long one fetch may take, discovery included
     * @param maximumBytes how long each document may be
     * @param refreshAfter the age at which keys are fetched again
     * @param seekAtMostEvery the least time between two fetches for keys that are not there, and after a failed refresh
     * @param retryAfter the least time from a failed first fetch to the next
     */
    public record Settings(
            Duration timeout, int maximumBytes, Duration refreshAfter, Duration seekAtMostEvery, Duration retryAfter) {

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException naming the component, its value and what was expected
         */
        public Settings {
            checkPositive("timeout", timeout);
            checkPositive("refreshAfter", refreshAfter);
            checkPositive("seekAtMostEvery", seekAtMostEvery);
            checkPositive("retryAfter", retryAfter);
            if (maximumBytes < 1) {
                throw new IllegalArgumentException("maximumBytes: " + maximumBytes + " (expected: >= 1)");
            }
        }

        /** 5 s, 1 MiB, 10 min, 30 s, 1 s. */
        public static Settings defaults() {
            return new Settings(
                    Duration.ofSeconds(5),
                    1024 * 1024,
                    Duration.ofMinutes(10),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1));
        }

        private static void checkPositive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + ": " + value + " (expected: more than zero)");
            }
        }
    }
}
