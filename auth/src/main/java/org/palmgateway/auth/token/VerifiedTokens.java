package org.palmgateway.auth.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.revocation.Credential;
import org.palmgateway.auth.revocation.Remembering;
import org.palmgateway.auth.revocation.Revocations;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Verifies each token once and remembers the result.
 *
 * <p>A verified token is remembered under its SHA-256 until its {@code exp}; within the clock skew after that it is
 * verified anew each time. A refused one is remembered briefly and apart, so that no number of bad tokens drives out a good
 * one; not remembered are refusals that the next second may turn around ({@link Reason#NOT_YET_VALID}, {@link
 * Reason#UNKNOWN_KEY}), and {@link IssuerUnavailable}. Requests that come with the same token while it is being verified
 * wait for that one verification, which goes on whoever of them gives up.
 *
 * <p>Whether a token was revoked is asked at every request, of memory, so that a revocation holds from the next request on.
 *
 * <p>Safe for any number of threads; never blocks.
 */
public final class VerifiedTokens implements Remembering {

    private static final Set<Reason> SOON_OTHERWISE = Set.of(Reason.NOT_YET_VALID, Reason.UNKNOWN_KEY);
    // Longer than any fetch of keys. Only a verification that died without an answer is ever this old.
    private static final Duration ABANDONED_AFTER = Duration.ofSeconds(30);

    private final Function<String, Mono<Principal>> verifier;
    private final Revocations revocations;
    private final Settings settings;
    private final Cache<Sha256, Principal> verified;
    private final Cache<Sha256, InvalidToken> refused;
    private final Cache<Sha256, Sinks.One<Principal>> underWay;
    private final LongAdder hits = new LongAdder();
    private final LongAdder verifications = new LongAdder();
    private final LongAdder refusals = new LongAdder();

    /**
     * Makes an empty memory.
     *
     * @param verifier what to ask about a token that is not remembered
     * @param revocations what no longer counts
     * @param settings bounds and times
     * @param clock by which tokens and refusals age; the verifier's clock
     */
    public VerifiedTokens(
            Function<String, Mono<Principal>> verifier, Revocations revocations, Settings settings, Clock clock) {
        this.verifier = verifier;
        this.revocations = revocations;
        this.settings = settings;
        this.verified = Caffeine.newBuilder()
                // Handing its upkeep to another thread, after every few reads, costs more than the upkeep.
                .executor(Runnable::run)
                .maximumSize(settings.maximumTokens())
                .ticker(new ClockTicker(clock))
                .expireAfter(Expiry.writing(
                        (Sha256 hash, Principal principal) -> Duration.between(clock.instant(), principal.expires())))
                .build();
        this.refused = Caffeine.newBuilder()
                .maximumSize(settings.maximumRefused())
                .ticker(new ClockTicker(clock))
                .expireAfterWrite(settings.refusedFor())
                .build();
        this.underWay = Caffeine.newBuilder()
                .maximumSize(settings.maximumTokens())
                .ticker(new ClockTicker(clock))
                .expireAfterWrite(ABANDONED_AFTER)
                .build();
    }

    /**
     * Who sends this token.
     *
     * @param token the bearer token as received, of any length and content
     * @return the caller, or one of the errors {@link InvalidToken} and {@link IssuerUnavailable}
     */
    public Mono<Principal> principal(String token) {
        return Mono.defer(() -> {
            if (token.length() > settings.maximumTokenLength()) {
                refusals.increment();
                return Mono.error(new InvalidToken(
                        Reason.TOO_LONG, "The token is too long (expected: " + settings.maximumTokenLength() + ")."));
            }
            Sha256 hash = Sha256.of(token);
            Mono<Principal> known = remembered(hash);
            return known != null ? known : joined(hash, token);
        });
    }

    /**
     * Who sends this token, if that is known without asking anybody and still holds.
     *
     * @param token the bearer token as received, of any length and content
     * @return the caller; null when only {@link #principal} can tell
     */
    public @Nullable Principal known(String token) {
        if (token.length() > settings.maximumTokenLength()) {
            return null;
        }
        Principal principal = verified.getIfPresent(Sha256.of(token));
        if (principal == null || revocations.covers(principal.credential())) {
            return null;
        }
        hits.increment();
        return principal;
    }

    private static InvalidToken revoked() {
        return new InvalidToken(Reason.REVOKED, "The token was revoked. Sign in again.");
    }

    @Override
    public void forget(Predicate<Credential> revoked) {
        verified.asMap().values().removeIf(principal -> revoked.test(principal.credential()));
    }

    /** What has happened since the start. */
    public Stats stats() {
        return new Stats(hits.sum(), verifications.sum(), refusals.sum());
    }

    private @Nullable Mono<Principal> remembered(Sha256 hash) {
        Principal principal = verified.getIfPresent(hash);
        if (principal != null && revocations.covers(principal.credential())) {
            verified.invalidate(hash);
            refusals.increment();
            return Mono.error(revoked());
        }
        if (principal != null) {
            hits.increment();
            return Mono.just(principal);
        }
        InvalidToken refusal = refused.getIfPresent(hash);
        if (refusal != null) {
            refusals.increment();
            return Mono.error(refusal);
        }
        return null;
    }

    private Mono<Principal> joined(Sha256 hash, String token) {
        Sinks.One<Principal> own = Sinks.one();
        Sinks.One<Principal> other = underWay.asMap().putIfAbsent(hash, own);
        if (other != null) {
            return other.asMono().doOnError(InvalidToken.class, refusal -> refusals.increment());
        }
        // Another verification may have ended between the look at the memory and the start of this one.
        Mono<Principal> known = remembered(hash);
        Mono<Principal> answer = known != null ? known : verification(token);
        answer.subscribe(principal -> accept(hash, own, principal), error -> refuse(hash, own, error));
        return own.asMono();
    }

    private Mono<Principal> verification(String token) {
        verifications.increment();
        return verifier.apply(token)
                .single()
                .map(principal -> {
                    if (revocations.covers(principal.credential())) {
                        throw revoked();
                    }
                    return principal;
                })
                .doOnError(InvalidToken.class, refusal -> refusals.increment());
    }

    private void accept(Sha256 hash, Sinks.One<Principal> waiting, Principal principal) {
        verified.put(hash, principal);
        underWay.asMap().remove(hash, waiting);
        waiting.emitValue(principal, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private void refuse(Sha256 hash, Sinks.One<Principal> waiting, Throwable error) {
        if (error instanceof InvalidToken refusal && !SOON_OTHERWISE.contains(refusal.reason())) {
            refused.put(hash, refusal);
        }
        underWay.asMap().remove(hash, waiting);
        waiting.emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    /**
     * Bounds and times.
     *
     * @param maximumTokens how many verified tokens are remembered
     * @param refusedFor how long a refusal is remembered
     * @param maximumRefused how many refusals are remembered
     * @param maximumTokenLength how many characters a token may have to be looked at
     */
    public record Settings(long maximumTokens, Duration refusedFor, long maximumRefused, int maximumTokenLength) {

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException naming the component, its value and what was expected
         */
        public Settings {
            if (maximumTokens < 1) {
                throw new IllegalArgumentException("maximumTokens: " + maximumTokens + " (expected: >= 1)");
            }
            if (refusedFor.isNegative()) {
                throw new IllegalArgumentException("refusedFor: " + refusedFor + " (expected: zero or more)");
            }
            if (maximumRefused < 0) {
                throw new IllegalArgumentException("maximumRefused: " + maximumRefused + " (expected: >= 0)");
            }
            if (maximumTokenLength < 1) {
                throw new IllegalArgumentException("maximumTokenLength: " + maximumTokenLength + " (expected: >= 1)");
            }
        }

        /** 100,000 tokens; 10,000 refusals for 30 s; 16,384 characters. */
        public static Settings defaults() {
            return new Settings(100_000, Duration.ofSeconds(30), 10_000, 16 * 1024);
        }
    }

    /**
     * Counts since the start.
     *
     * @param hits requests answered by a remembered, verified token
     * @param verifications tokens that were verified fully, whatever came of it
     * @param refused requests refused with {@link InvalidToken}
     */
    public record Stats(long hits, long verifications, long refused) {}
}
