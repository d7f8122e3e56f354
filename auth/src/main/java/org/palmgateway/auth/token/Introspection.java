package org.palmgateway.auth.token;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.IssuerNotReached;
import org.palmgateway.auth.http.Reply;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.publisher.Mono;

/**
 * Asks an issuer about tokens that only it can read (RFC 7662). Its answer is held against the same rules as a token's claims, and is
 * believed for a while, so that the issuer is not asked at every request (§4).
 *
 * <p>Made-up tokens cannot flood the issuer: only so many questions are under way at a time, and further ones fail at once. Safe for any
 * number of threads; never blocks.
 */
public final class Introspection {

    /** What a bearer token may be made of (RFC 6750 §2.1). */
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9._~+/-]+=*");

    private final Issuer issuer;
    private final URI endpoint;
    private final ClientCredentials credentials;
    private final Duration trustFor;
    private final int maximumUnderWay;
    private final IssuerHttp http;
    private final Clock clock;
    private final AtomicInteger underWay = new AtomicInteger();

    /**
     * Prepares to ask.
     *
     * @param issuer whose tokens they are
     * @param endpoint its introspection endpoint
     * @param credentials the gateway's client there
     * @param trustFor how long an answer is believed
     * @param maximumUnderWay how many questions may be under way
     * @param http how to ask
     * @param clock the time that answers are held against
     */
    public Introspection(
            Issuer issuer,
            URI endpoint,
            ClientCredentials credentials,
            Duration trustFor,
            int maximumUnderWay,
            IssuerHttp http,
            Clock clock) {
        this.issuer = issuer;
        this.endpoint = endpoint;
        this.credentials = credentials;
        this.trustFor = trustFor;
        this.maximumUnderWay = maximumUnderWay;
        this.http = http;
        this.clock = clock;
    }

    /**
     * Asks about a token.
     *
     * @param token the token, of a length the caller has bounded
     * @return the caller, or one of the errors {@link InvalidToken} and {@link IssuerUnavailable}
     */
    public Mono<Principal> principal(String token) {
        return Mono.defer(() -> {
            if (!TOKEN.matcher(token).matches()) {
                throw new InvalidToken(Reason.MALFORMED, "The token has characters that no bearer token has.");
            }
            // Makes room before it answers, so that whoever got an answer may ask the next question.
            return Mono.using(
                            this::begin,
                            begun -> http.form(
                                    endpoint, credentials, Map.of("token", token, "token_type_hint", "access_token")),
                            begun -> underWay.decrementAndGet())
                    .map(reply -> principal(token, reply))
                    .onErrorMap(IssuerNotReached.class, IssuerUnavailable::new);
        });
    }

    private int begin() {
        int begun = underWay.incrementAndGet();
        if (begun > maximumUnderWay) {
            underWay.decrementAndGet();
            throw new IssuerNotReached(maximumUnderWay + " questions to it are under way already.", null);
        }
        return begun;
    }

    private Principal principal(String token, Reply reply) {
        if (reply.status() != 200) {
            throw new IssuerNotReached(
                    endpoint + " answered " + reply.status() + ' ' + reply.error() + ", not 200.", null);
        }
        Map<String, Object> claims = new HashMap<>(reply.json());
        if (!Boolean.TRUE.equals(claims.remove("active"))) {
            throw new InvalidToken(Reason.REVOKED, "The issuer says that the token is not active. Get a new one.");
        }
        claims.remove("token_type");
        Object named = claims.putIfAbsent("iss", issuer.uri().toString());
        if (named != null && !named.equals(issuer.uri().toString())) {
            throw new InvalidToken(
                    Reason.UNKNOWN_ISSUER, "The token is of an issuer other than the one that was asked.");
        }
        Instant now = clock.instant();
        // Without exp the token may be as old as any that is taken, and no older.
        if (claims.get("iat") instanceof Number issued) {
            claims.putIfAbsent("exp", issued.longValue() + issuer.maximumLife().toSeconds());
        }
        Principal whole = new TokenClaims(issuer, claims).principal(Sha256.of(token), now);
        Instant believed = now.plus(trustFor);
        return believed.isBefore(whole.expires()) ? whole.until(believed) : whole;
    }
}
