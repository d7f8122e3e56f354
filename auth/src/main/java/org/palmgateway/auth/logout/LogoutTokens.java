package org.palmgateway.auth.logout;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jwt.JWTClaimsSet;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.jws.CompactJws;
import org.palmgateway.auth.jws.UnreadableJws;
import org.palmgateway.auth.keys.IssuerKeys;
import org.palmgateway.auth.keys.KeysNotFetched;
import org.palmgateway.auth.replay.SeenOnce;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.revocation.Revocations;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.InvalidToken.Reason;
import org.palmgateway.auth.token.Issuer;
import org.palmgateway.auth.token.IssuerUnavailable;
import reactor.core.publisher.Mono;

/**
 * Takes logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.6): a signed word of the issuer that a session, or all sessions of a
 * subject, have ended. Each is taken once, and only soon after it was made.
 *
 * <p>Safe for any number of threads; never blocks.
 */
public final class LogoutTokens {

    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final Set<String> TYPES = Set.of("logout+jwt", "application/logout+jwt", "jwt");
    private static final Duration LONGEST_AGE = Duration.ofMinutes(5);
    private static final int LONGEST = 16 * 1024;

    private final Map<String, LogoutIssuer> issuers;
    private final IssuerKeys keys;
    private final SeenOnce seen;
    private final Revocations revocations;
    private final Clock clock;

    /**
     * Prepares to take logout tokens.
     *
     * @param issuers who may end sessions
     * @param keys where their keys come from
     * @param seen remembers the ids of tokens that were taken
     * @param revocations where ends of sessions are put in force
     * @param clock the time that tokens are held against
     */
    public LogoutTokens(
            List<LogoutIssuer> issuers, IssuerKeys keys, SeenOnce seen, Revocations revocations, Clock clock) {
        this.issuers = issuers.stream()
                .collect(Collectors.toUnmodifiableMap(
                        issuer -> issuer.issuer().uri().toString(), issuer -> issuer));
        this.keys = keys;
        this.seen = seen;
        this.revocations = revocations;
        this.clock = clock;
    }

    /**
     * Takes a logout token.
     *
     * @param token the value of {@code logout_token}
     * @return completes when the sessions have ended here; or one of the errors {@link InvalidToken} and {@link IssuerUnavailable}
     */
    public Mono<Void> accept(String token) {
        return Mono.defer(() -> {
            CompactJws jws = read(token);
            LogoutIssuer issuer = issuerOf(jws);
            checkHeader(jws, issuer.issuer());
            return keys.matching(issuer.issuer().keySource(), JWKMatcher.forJWSHeader(jws.header()))
                    .onErrorMap(KeysNotFetched.class, IssuerUnavailable::new)
                    .flatMap(candidates -> {
                        if (candidates.stream().noneMatch(jws::isSignedBy)) {
                            throw invalid(
                                    candidates.isEmpty() ? Reason.UNKNOWN_KEY : Reason.SIGNATURE,
                                    "The signature is not the issuer's.");
                        }
                        return end(issuer, jws);
                    });
        });
    }

    private static CompactJws read(String token) {
        if (token.length() > LONGEST) {
            throw invalid(Reason.TOO_LONG, "A logout token has at most " + LONGEST + " characters.");
        }
        try {
            return CompactJws.parse(token);
        } catch (UnreadableJws unreadable) {
            throw invalid(
                    unreadable.unsigned() ? Reason.ALGORITHM : Reason.MALFORMED,
                    String.valueOf(unreadable.getMessage()));
        }
    }

    private LogoutIssuer issuerOf(CompactJws jws) {
        LogoutIssuer issuer = jws.claims().get("iss") instanceof String iss ? issuers.get(iss) : null;
        if (issuer == null) {
            throw invalid(Reason.UNKNOWN_ISSUER, "No issuer that is trusted here made it.");
        }
        return issuer;
    }

    private static void checkHeader(CompactJws jws, Issuer issuer) {
        if (!issuer.algorithms().contains(jws.header().getAlgorithm().getName())) {
            throw invalid(Reason.ALGORITHM, "The issuer may sign with " + issuer.algorithms() + " only.");
        }
        JOSEObjectType type = jws.header().getType();
        if (type != null && !TYPES.contains(type.getType().toLowerCase(Locale.ROOT))) {
            throw invalid(Reason.TYPE, "Its typ must be in " + TYPES + '.');
        }
    }

    private Mono<Void> end(LogoutIssuer issuer, CompactJws jws) {
        try {
            JWTClaimsSet claims = JWTClaimsSet.parse(jws.claims());
            Instant issued = checkTime(claims, issuer.issuer());
            if (!issuer.takes(claims.getAudience())) {
                throw invalid(Reason.AUDIENCE, "It is for another client.");
            }
            Map<String, Object> events = claims.getJSONObjectClaim("events");
            if (events == null
                    || !(events.get(EVENT) instanceof Map<?, ?>)
                    || jws.claims().containsKey("nonce")) {
                throw invalid(
                        Reason.TYPE, "It is no logout token: events must tell of a logout, and nonce is not allowed.");
            }
            String id = text("jti", claims.getJWTID());
            if (id.isEmpty()) {
                throw invalid(Reason.CLAIMS, "It has no jti.");
            }
            Revocation revocation = revocation(issuer.issuer(), claims, issued);
            String once = "logout " + issuer.issuer().uri() + ' ' + id;
            Duration kept = LONGEST_AGE.plus(issuer.issuer().clockSkew()).multipliedBy(2);
            return seen.isFirst(once, kept)
                    .flatMap(first -> first
                            ? revoke(revocation, once)
                            : Mono.error(invalid(Reason.REPLAYED, "It was taken before.")));
        } catch (ParseException wrongType) {
            throw invalid(Reason.CLAIMS, "A claim has the wrong type. " + wrongType.getMessage());
        }
    }

    /** A token that could not be acted on may be sent again. */
    private Mono<Void> revoke(Revocation revocation, String once) {
        return revocations
                .revoke(revocation)
                .onErrorResume(error -> seen.forget(once).then(Mono.error(error)));
    }

    private Instant checkTime(JWTClaimsSet claims, Issuer issuer) {
        Instant now = clock.instant();
        Date issued = claims.getIssueTime();
        if (issued == null) {
            throw invalid(Reason.CLAIMS, "It has no iat.");
        }
        Instant made = issued.toInstant();
        if (made.minus(issuer.clockSkew()).isAfter(now)) {
            throw invalid(Reason.NOT_YET_VALID, "It was made in the future.");
        }
        Date end = claims.getExpirationTime();
        boolean expired = end != null && !now.isBefore(end.toInstant().plus(issuer.clockSkew()));
        if (expired || now.isAfter(made.plus(LONGEST_AGE).plus(issuer.clockSkew()))) {
            throw invalid(Reason.EXPIRED, "It is too old.");
        }
        return made;
    }

    private static Revocation revocation(Issuer issuer, JWTClaimsSet claims, Instant issued) throws ParseException {
        String session = text("sid", claims.getStringClaim("sid"));
        String subject = text("sub", claims.getSubject());
        String uri = issuer.uri().toString();
        if (!session.isEmpty()) {
            return new Revocation.OfSession(uri, session);
        }
        if (!subject.isEmpty()) {
            return new Revocation.OfSubject(uri, subject, issued);
        }
        throw invalid(Reason.CLAIMS, "It has neither sid nor sub.");
    }

    private static String text(String name, @Nullable String value) {
        if (value != null && value.length() > 1024) {
            throw invalid(Reason.CLAIMS, name + " is too long.");
        }
        return value == null || value.isBlank() ? "" : value;
    }

    private static InvalidToken invalid(Reason reason, String detail) {
        return new InvalidToken(reason, "The logout token is refused. " + detail);
    }
}
