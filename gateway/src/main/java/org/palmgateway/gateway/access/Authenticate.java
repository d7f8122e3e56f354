package org.palmgateway.gateway.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.routes.model.Audience;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Turns the bearer token into a principal. On a public route the token is not looked at: nobody is asked who they are there.
 */
public final class Authenticate implements Step {

    private final VerifiedTokens tokens;

    /**
     * Makes the step.
     *
     * @param tokens verifies each token once
     */
    public Authenticate(VerifiedTokens tokens) {
        this.tokens = tokens;
    }

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        Audience audience = facts.route().route().access().audience();
        if (audience == Audience.PUBLIC) {
            return Mono.just(new Verdict.Continue(facts));
        }
        @Nullable String token = BearerToken.of(request.getHeaders());
        if (token == null) {
            return Mono.just(new Verdict.Answer(new Problem.TokenMissing(audience.word())));
        }
        return tokens.principal(token)
                .<Verdict>map(principal -> new Verdict.Continue(facts.withPrincipal(principal)))
                .onErrorResume(InvalidToken.class, e -> Mono.just(new Verdict.Answer(refused(e))))
                .onErrorResume(
                        IssuerUnavailable.class, e -> Mono.just(new Verdict.Answer(new Problem.IdentityUnavailable())));
    }

    private static Problem refused(InvalidToken error) {
        return new Problem.TokenRefused(error.reason().name().toLowerCase(Locale.ROOT));
    }
}
