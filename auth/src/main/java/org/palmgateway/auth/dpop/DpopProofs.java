package org.palmgateway.auth.dpop;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSHeader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.dpop.InvalidProof.Reason;
import org.palmgateway.auth.jws.CompactJws;
import org.palmgateway.auth.jws.UnreadableJws;
import org.palmgateway.auth.replay.NotRecorded;
import org.palmgateway.auth.replay.SeenOnce;
import reactor.core.publisher.Mono;

/**
 * Checks DPoP proofs that come with access tokens (RFC 9449 §4.3, §7.1).
 *
 * <p>The key in the proof is compared with the token's before the signature, so that nobody makes the gateway verify with
 * keys of their choice; {@code jku}, {@code x5u} and {@code kid} are ignored. The memory of used proofs is asked last, and
 * so holds only proofs that were good. A proof is good from {@code iat} less {@code skew} until {@code life} after
 * {@code iat}, once.
 *
 * <p>Immutable; safe for any number of threads. Works on the subscribing thread and answers on the thread of the memory.
 */
public final class DpopProofs {

    private static final JOSEObjectType TYPE = new JOSEObjectType("dpop+jwt");

    private final Settings settings;
    private final SeenOnce seen;
    private final Clock clock;

    /**
     * Makes a checker.
     *
     * @param settings bounds and times
     * @param seen the memory of used proofs; ids are the key's thumbprint, a dot and {@code jti}
     * @param clock the time that {@code iat} is compared with
     */
    public DpopProofs(Settings settings, SeenOnce seen, Clock clock) {
        this.settings = settings;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * The algorithms that proofs may be signed with, for {@code algs} of the challenge {@code WWW-Authenticate: DPoP}
     * (RFC 9449 §7.1).
     *
     * @return names of RFC 7518 §3.1; unmodifiable
     */
    public static List<String> algorithms() {
        return ProofKey.ALGORITHMS;
    }

    /**
     * Checks the proof of one request. That the request has exactly one {@code DPoP} header is for the caller to check;
     * several values joined by commas are refused here.
     *
     * @param proof the value of the {@code DPoP} header as received, of any length and content
     * @param presented what it has to fit
     * @return completes empty if the proof holds, or one of the errors {@link InvalidProof} and {@link NotRecorded}, and
     *     whatever else the memory of used proofs fails with. The request may pass in the first case only
     */
    public Mono<Void> check(String proof, Presented presented) {
        return Mono.defer(() -> {
            CompactJws jws = parsed(proof);
            checkSender(jws, presented);
            ProofClaims claims = ProofClaims.of(jws.claims());
            checkRequest(claims, presented);
            checkTime(claims.iat());
            return checkUse(claims, presented);
        });
    }

    private CompactJws parsed(String proof) {
        if (proof.length() > settings.maximumLength()) {
            throw new InvalidProof(
                    Reason.TOO_LONG, "The proof is too long (expected: " + settings.maximumLength() + ").");
        }
        try {
            return CompactJws.parse(proof);
        } catch (UnreadableJws unreadable) {
            if (unreadable.unsigned()) {
                throw new InvalidProof(Reason.ALGORITHM, "The proof is not signed. Sign it with the key in its jwk.");
            }
            throw new InvalidProof(
                    Reason.MALFORMED, "The proof is not a JWS in compact form. " + unreadable.getMessage());
        }
    }

    /** Who made the proof: the holder of the key that the token is bound to. */
    private static void checkSender(CompactJws jws, Presented presented) {
        JWSHeader header = jws.header();
        if (!TYPE.equals(header.getType())) {
            throw new InvalidProof(Reason.TYPE, "The proof's typ must be dpop+jwt.");
        }
        ProofKey key = ProofKey.of(header);
        if (!same(key.thumbprint(), presented.thumbprint())) {
            throw new InvalidProof(
                    Reason.OTHER_KEY,
                    "The token is bound to another key. Sign the proof with the one it was asked for.");
        }
        if (!jws.isSignedBy(key.jwk())) {
            throw new InvalidProof(Reason.SIGNATURE, "The proof was not signed with the key in its jwk.");
        }
    }

    /** What the proof was made for: this method, target and token. */
    private static void checkRequest(ProofClaims claims, Presented presented) {
        if (!claims.htm().equals(presented.method())) {
            throw new InvalidProof(Reason.METHOD, "The proof's htm is not the method of the request.");
        }
        Optional<NormalTarget> target = NormalTarget.of(presented.target());
        if (target.isEmpty() || !target.equals(NormalTarget.of(claims.htu()))) {
            throw new InvalidProof(
                    Reason.TARGET, "The proof's htu is not the URI of the request without query and fragment.");
        }
        if (!same(claims.ath(), Sha256.of(presented.accessToken()).base64Url())) {
            throw new InvalidProof(
                    Reason.OTHER_TOKEN, "The proof's ath is not the SHA-256 of the access token in base64url.");
        }
    }

    private void checkTime(Instant made) {
        Instant now = clock.instant();
        if (made.isAfter(now.plus(settings.skew()))) {
            throw new InvalidProof(Reason.NOT_YET_VALID, "The proof's iat is to come. Set the clock of the device.");
        }
        if (!now.isBefore(made.plus(settings.life()))) {
            throw new InvalidProof(
                    Reason.EXPIRED, "The proof was made too long ago. Make one for each request, and set the clock.");
        }
    }

    private Mono<Void> checkUse(ProofClaims claims, Presented presented) {
        // A thumbprint has no dot, so that no two pairs make the same id.
        String id = presented.thumbprint() + '.' + claims.jti();
        return seen.isFirst(id, settings.life().plus(settings.skew()))
                .defaultIfEmpty(false)
                .flatMap(first -> {
                    if (!first) {
                        return Mono.error(new InvalidProof(
                                Reason.REPLAYED, "The proof has been used. Make a new one for each request."));
                    }
                    // Whoever was held up until the memory forgot an earlier use is too late by then.
                    checkTime(claims.iat());
                    return Mono.empty();
                });
    }

    /** Compares in a time that does not tell how much of the texts is the same. */
    private static boolean same(String claimed, String expected) {
        return MessageDigest.isEqual(
                claimed.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Bounds and times.
     *
     * @param life how long after its {@code iat} a proof may be used
     * @param skew how far ahead {@code iat} may be, for clocks that differ
     * @param maximumLength how many characters a proof may have to be looked at
     */
    public record Settings(Duration life, Duration skew, int maximumLength) {

        private static final Duration LONGEST = Duration.ofHours(1);

        /**
         * Checks the components.
         *
         * @throws IllegalArgumentException naming the component, its value and what was expected
         */
        public Settings {
            if (life.isNegative() || life.isZero() || life.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("life: " + life + " (expected: more than zero, at most PT1H)");
            }
            if (skew.isNegative() || skew.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("skew: " + skew + " (expected: zero to PT1H)");
            }
            if (maximumLength < 1) {
                throw new IllegalArgumentException("maximumLength: " + maximumLength + " (expected: >= 1)");
            }
        }

        /** 60 s after {@code iat}, 5 s before it; 8,192 characters. */
        public static Settings defaults() {
            return new Settings(Duration.ofSeconds(60), Duration.ofSeconds(5), 8 * 1024);
        }
    }
}
