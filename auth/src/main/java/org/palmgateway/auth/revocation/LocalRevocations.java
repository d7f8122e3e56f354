package org.palmgateway.auth.revocation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.auth.revocation.Revocation.Kind;
import reactor.core.publisher.Mono;

/**
 * Revocations in the memory of one node.
 *
 * <p>When as many are in force as may be, a further one is refused rather than an older one forgotten, which would let in what was
 * shut out; an operator then sees the error. Safe for any number of threads; never blocks.
 */
public final class LocalRevocations implements Revocations {

    private final long maximum;
    private final Cache<Revocation.Key, Instant> inForce;

    /**
     * Starts with none.
     *
     * @param keptFor how long a revocation is remembered: the longest life that a token may have, clock skew included
     * @param maximum how many may be in force
     * @param clock by which they age
     */
    public LocalRevocations(Duration keptFor, long maximum, Clock clock) {
        if (maximum < 1) {
            throw new IllegalArgumentException("maximum: " + maximum + " (expected: >= 1)");
        }
        this.maximum = maximum;
        // No maximum size here: Caffeine would make room by dropping revocations that are in force.
        this.inForce = Caffeine.newBuilder()
                .expireAfterWrite(keptFor)
                .ticker(new ClockTicker(clock))
                .build();
    }

    @Override
    public Mono<Void> revoke(Revocation revocation) {
        return Mono.fromRunnable(() -> {
            if (inForce.estimatedSize() >= maximum) {
                inForce.cleanUp();
                if (inForce.estimatedSize() >= maximum && inForce.getIfPresent(revocation.key()) == null) {
                    throw new TooManyRevocations(maximum);
                }
            }
            inForce.asMap()
                    .merge(revocation.key(), revocation.until(), (old, added) -> old.isAfter(added) ? old : added);
        });
    }

    @Override
    public boolean covers(Credential credential) {
        if (inForce.estimatedSize() == 0) {
            return false;
        }
        return covers(Kind.SESSION, credential, credential.session())
                || covers(Kind.SUBJECT, credential, credential.subject())
                || covers(Kind.APPLICATION, credential, credential.application());
    }

    private boolean covers(Kind kind, Credential credential, String id) {
        @Nullable Instant until = inForce.getIfPresent(new Revocation.Key(kind, credential.issuer(), id));
        return until != null && !credential.issued().isAfter(until);
    }

    @Override
    public long size() {
        return inForce.estimatedSize();
    }
}
