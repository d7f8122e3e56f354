package org.palmgateway.auth.token;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.jws.CompactJws;
import org.palmgateway.auth.jws.UnreadableJws;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.keys.KeysNotFetched;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.publisher.Mono;

/**
 * Verifies one token fully, every time it is asked (RFC 7519 §7.2, RFC 9068 §4, RFC 8725).
 *
 * <p>The token chooses among the configured issuers by {@code iss}; algorithm and type are checked against that issuer
 * before any key is looked for, and the key comes from the issuer alone: {@code jwk}, {@code jku} and {@code x5u} of the
 * token are ignored. Claims are believed only after the signature.
 *
 * <p>Immutable; safe for any number of threads. Works on the subscribing thread, or on a Reactor parallel thread when keys
 * had to be fetched.
 */
public final class TokenVerifier {

    private final Map<String, Issuer> issuers;
    private final IssuerKeys keys;
    private final Clock clock;

    /**
     * Makes a verifier.
     *
     * @param issuers who is trusted; each {@code iss} once
     * @param keys where their keys come from
     * @param clock the time that {@code exp} and {@code nbf} are compared with
     * @throws IllegalArgumentException if two issuers have the same URI
     */
    public TokenVerifier(List<Issuer> issuers, IssuerKeys keys, Clock clock) {
        this.issuers = issuers.stream()
                .collect(Collectors.toUnmodifiableMap(
                        issuer -> issuer.uri().toString(), Function.identity(), TokenVerifier::sameIssuerTwice));
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Verifies a token.
     *
     * @param token a JWS in compact form, of a length the caller has bounded
     * @return the caller, or one of the errors {@link InvalidToken} and {@link IssuerUnavailable}
     */
    public Mono<Principal> verify(String token) {
        return Mono.defer(() -> {
            CompactJws parsed = parsed(token);
            Issuer issuer = issuerOf(parsed);
            checkHeader(parsed, issuer);
            return keys.matching(issuer.keySource(), JWKMatcher.forJWSHeader(parsed.header()))
                    .onErrorMap(KeysNotFetched.class, IssuerUnavailable::new)
                    .map(candidates -> {
                        checkSignature(parsed, candidates);
                        return new TokenClaims(issuer, parsed.claims()).principal(Sha256.of(token), clock.instant());
                    });
        });
    }

    private static CompactJws parsed(String token) {
        try {
            return CompactJws.parse(token);
        } catch (UnreadableJws unreadable) {
            if (unreadable.unsigned()) {
                throw new InvalidToken(Reason.ALGORITHM, "The token is not signed. Send one that its issuer signed.");
            }
            throw new InvalidToken(
                    Reason.MALFORMED, "The token is not a JWS in compact form. " + unreadable.getMessage());
        }
    }

    private Issuer issuerOf(CompactJws token) {
        Issuer issuer = token.claims().get("iss") instanceof String iss ? issuers.get(iss) : null;
        if (issuer == null) {
            throw new InvalidToken(
                    Reason.UNKNOWN_ISSUER, "Nobody trusted issued the token. Sign in at a known issuer.");
        }
        return issuer;
    }

    private static void checkHeader(CompactJws token, Issuer issuer) {
        if (!issuer.algorithms().contains(token.header().getAlgorithm().getName())) {
            throw new InvalidToken(Reason.ALGORITHM, "The issuer may sign with " + issuer.algorithms() + " only.");
        }
        JOSEObjectType type = token.header().getType();
        if (type == null || !issuer.types().contains(type.getType().toLowerCase(Locale.ROOT))) {
            throw new InvalidToken(
                    Reason.TYPE, "The token is no access token. Its typ must be in " + issuer.types() + ".");
        }
    }

    private static void checkSignature(CompactJws token, List<JWK> candidates) {
        if (candidates.isEmpty()) {
            throw new InvalidToken(Reason.UNKNOWN_KEY, "The issuer publishes no such key. Get a new token.");
        }
        for (JWK candidate : candidates) {
            if (token.isSignedBy(candidate)) {
                return;
            }
        }
        throw new InvalidToken(Reason.SIGNATURE, "The signature is not the issuer's. Send the token as it was issued.");
    }

    private static Issuer sameIssuerTwice(Issuer first, Issuer second) {
        throw new IllegalArgumentException("issuers: " + first.uri() + " twice (expected: each issuer once)");
    }
}
