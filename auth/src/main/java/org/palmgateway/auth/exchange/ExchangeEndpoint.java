package org.palmgateway.auth.exchange;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.reactor.circuitbreaker.operator.CircuitBreakerOperator;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.http.IssuerNotReached;
import org.palmgateway.auth.http.Reply;
import org.palmgateway.auth.token.IssuerUnavailable;
import reactor.core.publisher.Mono;

/**
 * Where one issuer exchanges tokens (RFC 8693 §2), behind a breaker of its own: when most of the last calls found no answer, no call is
 * made for a while. A refusal is an answer.
 *
 * <p>Safe for any number of threads; never blocks.
 */
public final class ExchangeEndpoint {

    private static final String ACCESS_TOKEN = "urn:ietf:params:oauth:token-type:access_token";
    /** Clients of a realm that a department could take the name of, to be given a token that is not meant for departments. */
    private static final Set<String> NO_DEPARTMENTS = Set.of(
            "palm-gateway",
            "palm-mobile",
            "palm-console",
            "account",
            "account-console",
            "admin-cli",
            "broker",
            "realm-management",
            "security-admin-console");

    /** What issuers say of a subject token that no longer holds; Keycloak 26 says it in the description only. */
    private static final Set<String> SIGN_IN_ENDED = Set.of("invalid_token", "invalid_grant", "Invalid token");

    /** How long a token is believed to live at most, whatever the issuer says. */
    private static final long LONGEST_LIFE = Duration.ofDays(1).toSeconds();

    private final URI address;
    private final ClientCredentials credentials;
    private final IssuerHttp http;
    private final CircuitBreaker breaker;
    private final Clock clock;

    /**
     * Prepares to exchange.
     *
     * @param address the token endpoint
     * @param credentials the gateway's client, for which token exchange is allowed
     * @param http how to ask; its timeout is the deadline of an exchange
     * @param clock by which the breaker opens again and tokens age
     */
    public ExchangeEndpoint(URI address, ClientCredentials credentials, IssuerHttp http, Clock clock) {
        this.address = address;
        this.credentials = credentials;
        this.http = http;
        this.clock = clock;
        this.breaker = CircuitBreaker.of(
                "exchange " + address,
                CircuitBreakerConfig.custom()
                        .slidingWindowSize(20)
                        .minimumNumberOfCalls(5)
                        .failureRateThreshold(50)
                        .waitDurationInOpenState(Duration.ofSeconds(5))
                        .permittedNumberOfCallsInHalfOpenState(2)
                        .ignoreExceptions(ExchangeRefused.class)
                        .clock(clock)
                        .build());
    }

    /**
     * Exchanges a token.
     *
     * @param subjectToken the caller's token
     * @param audience the client id of the department at the issuer
     * @return the department's token, or one of the errors {@link ExchangeRefused} and {@link IssuerUnavailable}
     */
    Mono<Exchanged> exchange(String subjectToken, String audience) {
        if (audience.equals(credentials.id()) || NO_DEPARTMENTS.contains(audience) || audience.startsWith("app-")) {
            return Mono.error(new ExchangeRefused(false, "no department may be called " + audience));
        }
        return http.form(
                        address,
                        credentials,
                        Map.of(
                                "grant_type",
                                "urn:ietf:params:oauth:grant-type:token-exchange",
                                "subject_token",
                                subjectToken,
                                "subject_token_type",
                                ACCESS_TOKEN,
                                "requested_token_type",
                                ACCESS_TOKEN,
                                "audience",
                                audience))
                .map(this::read)
                .transformDeferred(CircuitBreakerOperator.of(breaker))
                .onErrorMap(
                        error -> error instanceof IssuerNotReached || error instanceof CallNotPermittedException,
                        IssuerUnavailable::new);
    }

    private Exchanged read(Reply reply) {
        String error = reply.error();
        if (reply.status() == 400 || reply.status() == 403) {
            boolean ended = SIGN_IN_ENDED.contains(error) || SIGN_IN_ENDED.contains(reply.errorDescription());
            throw new ExchangeRefused(ended, reply.status() + " " + error + ' ' + reply.errorDescription());
        }
        // What is wrong with the gateway's own client (401 by RFC 6749 §5.2) or with the issuer is not the caller's
        // fault.
        if (reply.status() != 200) {
            throw new IssuerNotReached("The token endpoint answered " + reply.status() + ' ' + error + '.', null);
        }
        Map<String, Object> answer = reply.json();
        if (!(answer.get("access_token") instanceof String token) || token.isBlank()) {
            throw new IssuerNotReached("The token endpoint answered without an access_token.", null);
        }
        Instant now = clock.instant();
        long life = answer.get("expires_in") instanceof Number seconds ? seconds.longValue() : 0;
        return new Exchanged(token, now.plusSeconds(Math.max(0, Math.min(life, LONGEST_LIFE))));
    }

    /**
     * A department's token. Its text form leaves the token out.
     *
     * @param token the token
     * @param expires when it ends; the time of its arrival if the issuer does not say
     */
    record Exchanged(String token, Instant expires) {
        @Override
        public String toString() {
            return "Exchanged[expires=" + expires + "]";
        }
    }
}
