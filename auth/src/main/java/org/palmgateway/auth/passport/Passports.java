package org.palmgateway.auth.passport;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.function.Predicate;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.auth.revocation.Credential;
import org.palmgateway.auth.revocation.Remembering;
import org.palmgateway.auth.token.Principal;

/**
 * Mints a passport once per session and department, then hands out the same one while it is fresh, that is while a third
 * of its life or more is left.
 *
 * <p>A passport never outlives the caller's token. In the clock skew after the token's {@code exp} a passport is therefore
 * over when it is minted, and only a department that allows for the same skew takes it.
 *
 * <p>Safe for any number of threads; never blocks. Minting takes the calling thread about a millisecond on Java 17.
 */
public final class Passports implements Remembering {

    private final PassportKeys keys;
    private final Settings settings;
    private final Clock clock;
    private final Cache<PassportClaims, Minted> fresh;

    /**
     * Starts with no passports.
     *
     * @param keys what passports are signed with
     * @param settings who issues them, how long they live
     * @param clock the time they are dated by; the keys' clock
     */
    public Passports(PassportKeys keys, Settings settings, Clock clock) {
        this.keys = keys;
        this.settings = settings;
        this.clock = clock;
        this.fresh = Caffeine.newBuilder()
                // Handing its upkeep to another thread, after every few reads, costs more than the upkeep.
                .executor(Runnable::run)
                .maximumSize(settings.maximumPassports())
                .ticker(new ClockTicker(clock))
                .expireAfter(Expiry.writing((PassportClaims claims, Minted minted) ->
                        Duration.between(clock.instant(), minted.freshUntil())))
                .build();
    }

    /**
     * The passport by which a department learns who is calling.
     *
     * @param principal the verified caller
     * @param recipient the department
     * @return a fresh passport
     */
    public Passport passport(Principal principal, Recipient recipient) {
        PassportClaims claims = PassportClaims.of(principal, recipient);
        Minted known = fresh.getIfPresent(claims);
        if (known != null) {
            return known.passport();
        }
        Instant now = clock.instant();
        Minted minted = mint(claims, now);
        if (!minted.freshUntil().isAfter(now)) {
            return minted.passport();
        }
        Minted earlier = fresh.asMap().putIfAbsent(claims, minted);
        return earlier == null ? minted.passport() : earlier.passport();
    }

    /** Returns the subject that a department gets to know of a caller. */
    public String subject(Principal principal, Recipient recipient) {
        return recipient.realSubject()
                ? principal.subject()
                : settings.pairwiseSecret().subject(recipient.department(), principal.issuer(), principal.subject());
    }

    @Override
    public void forget(Predicate<Credential> revoked) {
        fresh.asMap().keySet().removeIf(claims -> revoked.test(claims.credential()));
    }

    private Minted mint(PassportClaims claims, Instant now) {
        Instant issued = now.truncatedTo(ChronoUnit.SECONDS);
        Instant longest = issued.plus(settings.life());
        Instant expires =
                (claims.latest().isBefore(longest) ? claims.latest() : longest).truncatedTo(ChronoUnit.SECONDS);
        Duration twoThirds = Duration.between(issued, expires).multipliedBy(2).dividedBy(3);
        Duration reuse = twoThirds.compareTo(settings.freshFor()) < 0 ? twoThirds : settings.freshFor();
        String token = keys.sign(claims.at(issued, expires, settings));
        return new Minted(new Passport(token, expires), issued.plus(reuse));
    }

    private record Minted(Passport passport, Instant freshUntil) {}

    /**
     * Who issues passports, and how long they live.
     *
     * @param issuer the gateway's URI, put in {@code iss}
     * @param life from {@code iat} to {@code exp}, one to 60 seconds
     * @param freshFor how long after its minting a passport is handed out again, at most two thirds of its life
     * @param pairwiseSecret makes the subjects for departments that may not see the real one
     * @param maximumPassports how many are kept for reuse
     */
    public record Settings(
            String issuer, Duration life, Duration freshFor, PairwiseSecret pairwiseSecret, long maximumPassports) {

        /** The longest life a passport may have. */
        public static final Duration MAXIMUM_LIFE = Duration.ofSeconds(60);

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException naming the component, its value and what was expected
         */
        public Settings {
            if (issuer.isBlank()) {
                throw new IllegalArgumentException("issuer: blank (expected: the gateway's URI)");
            }
            if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(MAXIMUM_LIFE) > 0) {
                throw new IllegalArgumentException("life: " + life + " (expected: PT1S to " + MAXIMUM_LIFE + ")");
            }
            if (freshFor.isNegative() || freshFor.multipliedBy(3).compareTo(life.multipliedBy(2)) > 0) {
                throw new IllegalArgumentException(
                        "freshFor: " + freshFor + " (expected: zero to two thirds of life, " + life + ")");
            }
            if (maximumPassports < 0) {
                throw new IllegalArgumentException("maximumPassports: " + maximumPassports + " (expected: >= 0)");
            }
        }

        /** 60 s of life, handed out again for 40 s, 100,000 kept. */
        public static Settings of(String issuer, PairwiseSecret pairwiseSecret) {
            return new Settings(issuer, MAXIMUM_LIFE, Duration.ofSeconds(40), pairwiseSecret, 100_000);
        }
    }
}
