package org.palmgateway.auth.exchange;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.ClockTicker;
import org.palmgateway.auth.exchange.ExchangeEndpoint.Exchanged;
import org.palmgateway.auth.http.IssuerNotReached;
import org.palmgateway.auth.revocation.Credential;
import org.palmgateway.auth.revocation.Remembering;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.Principal;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Exchanges a caller's token once per session and department, then hands out the same one until shortly before it ends. Requests that
 * need the same one at the same time wait for one exchange. A refusal is remembered for a few seconds, so that a caller without access
 * does not have the issuer asked at every request.
 *
 * <p>Kept apart is everything that the issuer may decide by: the session, the caller, the application, roles, scopes and assurance. Safe
 * for any number of threads; never blocks.
 */
public final class ExchangedTokens implements Remembering {

    private static final Duration REFUSED_FOR = Duration.ofSeconds(5);
    // Longer than any deadline. Only an exchange that died without an answer is ever this old.
    private static final Duration ABANDONED_AFTER = Duration.ofMinutes(1);

    private final Map<String, ExchangeEndpoint> endpoints;
    private final Duration renewBefore;
    private final Clock clock;
    private final Cache<Key, Outcome> outcomes;
    private final Cache<Key, Sinks.One<Outcome>> underWay;

    /** All that the issuer may decide by, and what revocations are held against. */
    private record Key(
            String issuer,
            String session,
            String subject,
            String application,
            Set<String> roles,
            Set<String> scopes,
            String assurance,
            String keyThumbprint,
            String department) {

        static Key of(Principal principal, String department) {
            return new Key(
                    principal.issuer(),
                    principal.session(),
                    principal.subject(),
                    principal.application(),
                    principal.roles(),
                    principal.scopes(),
                    principal.assurance(),
                    principal.keyThumbprint(),
                    department);
        }
    }

    private sealed interface Outcome {
        Credential credential();
    }

    private record Granted(Exchanged exchanged, Credential credential) implements Outcome {}

    private record Refused(ExchangeRefused refusal, Credential credential) implements Outcome {}

    /**
     * Starts with none.
     *
     * @param endpoints where tokens are exchanged, by issuer
     * @param maximum how many are remembered
     * @param renewBefore how long before its end a token is no longer handed out
     * @param clock by which they age; the endpoints' clock
     */
    public ExchangedTokens(Map<String, ExchangeEndpoint> endpoints, long maximum, Duration renewBefore, Clock clock) {
        this.endpoints = Map.copyOf(endpoints);
        this.renewBefore = renewBefore;
        this.clock = clock;
        this.outcomes = Caffeine.newBuilder()
                .maximumSize(maximum)
                .ticker(new ClockTicker(clock))
                .expireAfter(Expiry.writing((Key key, Outcome outcome) -> life(outcome)))
                .build();
        this.underWay = Caffeine.newBuilder()
                .maximumSize(maximum)
                .ticker(new ClockTicker(clock))
                .expireAfterWrite(ABANDONED_AFTER)
                .build();
    }

    private Duration life(Outcome outcome) {
        if (outcome instanceof Granted granted) {
            Instant end = granted.exchanged().expires().minus(renewBefore);
            Duration left = Duration.between(clock.instant(), end);
            return left.isNegative() ? Duration.ZERO : left;
        }
        // A newer token of the same session may hold where this one did not.
        return outcome instanceof Refused refused && refused.refusal().signInEnded() ? Duration.ZERO : REFUSED_FOR;
    }

    /**
     * The token by which a department learns who is calling.
     *
     * @param principal the verified caller
     * @param subjectToken the token it came with
     * @param department the department's client id at the issuer
     * @return the department's token, or one of the errors {@link ExchangeRefused} and {@link IssuerUnavailable}
     */
    public Mono<String> token(Principal principal, String subjectToken, String department) {
        @Nullable ExchangeEndpoint endpoint = endpoints.get(principal.issuer());
        if (endpoint == null) {
            return Mono.error(new IssuerUnavailable(
                    new IssuerNotReached("No client for token exchange is set for " + principal.issuer() + '.', null)));
        }
        return Mono.defer(() -> shared(endpoint, principal, subjectToken, department))
                .flatMap(ExchangedTokens::granted);
    }

    private Mono<Outcome> shared(
            ExchangeEndpoint endpoint, Principal principal, String subjectToken, String department) {
        Key key = Key.of(principal, department);
        Outcome remembered = outcomes.getIfPresent(key);
        if (remembered != null) {
            return Mono.just(remembered);
        }
        Sinks.One<Outcome> own = Sinks.one();
        Sinks.One<Outcome> other = underWay.asMap().putIfAbsent(key, own);
        if (other != null) {
            return other.asMono();
        }
        // Another exchange may have ended between the look at the memory and the start of this one.
        Outcome known = outcomes.getIfPresent(key);
        Mono<Outcome> outcome =
                known != null ? Mono.just(known) : exchange(endpoint, principal.credential(), subjectToken, department);
        // An exchange goes on whoever of those that wait for it gives up.
        outcome.subscribe(ended -> accept(key, own, ended), error -> fail(key, own, error));
        return own.asMono();
    }

    /** Remembers before it tells those that wait, so that what they ask next finds the memory as it is to be. */
    private void accept(Key key, Sinks.One<Outcome> waiting, Outcome outcome) {
        outcomes.put(key, outcome);
        underWay.asMap().remove(key, waiting);
        waiting.emitValue(outcome, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private void fail(Key key, Sinks.One<Outcome> waiting, Throwable error) {
        underWay.asMap().remove(key, waiting);
        waiting.emitError(error, Sinks.EmitFailureHandler.FAIL_FAST);
    }

    private static Mono<String> granted(Outcome outcome) {
        if (outcome instanceof Granted granted) {
            return Mono.just(granted.exchanged().token());
        }
        return Mono.error(((Refused) outcome).refusal());
    }

    private static Mono<Outcome> exchange(
            ExchangeEndpoint endpoint, Credential credential, String subjectToken, String department) {
        return endpoint.exchange(subjectToken, department)
                .<Outcome>map(exchanged -> new Granted(exchanged, credential))
                .onErrorResume(ExchangeRefused.class, refusal -> Mono.just(new Refused(refusal, credential)));
    }

    @Override
    public void forget(Predicate<Credential> revoked) {
        outcomes.asMap().values().removeIf(outcome -> revoked.test(outcome.credential()));
    }
}
