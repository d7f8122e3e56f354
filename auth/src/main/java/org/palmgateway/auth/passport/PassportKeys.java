package org.palmgateway.auth.passport;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * ES256 keys that rotate by the clock: a key is published a while before it signs its first passport, and stays published
 * a while after its last, so a department that caches the key set for less than that meets no unknown key. The exception is the
 * first key of a process, which signs at once: departments must fetch the set anew for a key id that they do not know.
 *
 * <p>Keys live in this process only, so several nodes behind one name need a key set that holds the keys of all. Safe for any number of threads without locks: the ring of keys is immutable, and who
 * first asks after a change is due exchanges it by compare-and-set.
 */
public final class PassportKeys {

    private static final Duration SHORTEST_ROTATION = Duration.ofMinutes(1);

    private final Duration rotateEvery;
    private final Duration publishBefore;
    private final Duration publishAfter;
    private final Clock clock;
    private final AtomicReference<KeyRing> ring;

    /** Keys that sign for 24 hours and are published 10 minutes before and after. */
    public PassportKeys(Clock clock) {
        this(Duration.ofHours(24), Duration.ofMinutes(10), Duration.ofMinutes(10), clock);
    }

    /**
     * Generates the first keys.
     *
     * @param rotateEvery how long a key signs, at least a minute
     * @param publishBefore how long before that it is published, less than {@code rotateEvery}
     * @param publishAfter how long after that it stays published, at least the longest life of a passport
     * @param clock the clock to rotate by
     * @throws IllegalArgumentException naming the parameter, its value and what was expected
     */
    public PassportKeys(Duration rotateEvery, Duration publishBefore, Duration publishAfter, Clock clock) {
        if (rotateEvery.compareTo(SHORTEST_ROTATION) < 0) {
            throw new IllegalArgumentException(
                    "rotateEvery: " + rotateEvery + " (expected: >= " + SHORTEST_ROTATION + ")");
        }
        if (publishBefore.isNegative() || publishBefore.compareTo(rotateEvery) >= 0) {
            throw new IllegalArgumentException(
                    "publishBefore: " + publishBefore + " (expected: zero or more, less than " + rotateEvery + ")");
        }
        if (publishAfter.compareTo(Passports.Settings.MAXIMUM_LIFE) < 0) {
            throw new IllegalArgumentException("publishAfter: " + publishAfter
                    + " (expected: a passport's longest life, " + Passports.Settings.MAXIMUM_LIFE + ", or more)");
        }
        this.rotateEvery = rotateEvery;
        this.publishBefore = publishBefore;
        this.publishAfter = publishAfter;
        this.clock = clock;
        this.ring = new AtomicReference<>(KeyRing.startingAt(clock.instant(), rotateEvery));
    }

    /** The public keys as a JWK Set in JSON (RFC 7517 §5), to be served as {@code application/jwk-set+json}. */
    public String jwks() {
        Instant now = clock.instant();
        List<JWK> keys = ringAt(now)
                .published(now, publishBefore, publishAfter)
                .<JWK>map(SigningKey::publicKey)
                .toList();
        return new JWKSet(keys).toString();
    }

    /** Signs claims with the current key, into a compact JWS. */
    String sign(JWTClaimsSet claims) {
        return ringAt(clock.instant()).current().sign(claims);
    }

    private KeyRing ringAt(Instant now) {
        while (true) {
            KeyRing seen = Objects.requireNonNull(ring.get());
            KeyRing due = seen.at(now, rotateEvery, publishAfter);
            if (due.equals(seen) || ring.compareAndSet(seen, due)) {
                return due;
            }
        }
    }
}
