package org.palmgateway.gateway.access;

import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Step;
import org.palmgateway.gateway.exchange.Verdict;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.model.Audience;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Turns the access token into a principal. On a public route the token is not looked at: nobody is asked who they are there.
 */
public final class Authenticate implements Step {

    private final VerifiedTokens tokens;
    private final ProofOfPossession possession;

    /**
     * Makes the step.
     *
     * @param tokens verifies each token once
     * @param possession checks that the caller holds the key that its token is bound to
     */
    public Authenticate(VerifiedTokens tokens, ProofOfPossession possession) {
        this.tokens = tokens;
        this.possession = possession;
    }

    @Override
    public Mono<Verdict> take(ServerHttpRequest request, Facts facts) {
        Audience audience = facts.route().route().access().audience();
        // A request that goes to a second route has proved who is calling at the first; a proof can be used only once.
        if (audience == Audience.PUBLIC || facts.principal() != null) {
            return Mono.just(new Verdict.Continue(facts));
        }
        @Nullable Principal known = known(request.getHeaders());
        if (known != null) {
            return Mono.just(new Verdict.Continue(facts.withPrincipal(known)));
        }
        if (BearerToken.ofEitherScheme(request.getHeaders()) == null) {
            return Mono.just(new Verdict.Answer(new AccessProblem.TokenMissing(audience.word())));
        }
        return ifAny(request, facts)
                .<Verdict>map(Verdict.Continue::new)
                .onErrorResume(ProblemException.class, e -> Mono.just(new Verdict.Answer(e.problem())));
    }

    /** Returns who is calling if that is known and has not to be proved; most requests need nothing else. */
    private @Nullable Principal known(HttpHeaders headers) {
        @Nullable String token = BearerToken.of(headers);
        @Nullable Principal principal = token == null ? null : tokens.known(token);
        return principal != null && principal.keyThumbprint().isEmpty() ? principal : null;
    }

    /**
     * Finds out who is calling where nobody has to say.
     *
     * @param request the request
     * @param facts what is known of it
     * @return the facts, with the principal if a token came; an error of {@link ProblemException} when the token is refused
     */
    public Mono<Facts> ifAny(ServerHttpRequest request, Facts facts) {
        @Nullable String bound = BearerToken.bound(request.getHeaders());
        @Nullable String token = bound == null ? BearerToken.of(request.getHeaders()) : bound;
        if (token == null) {
            return Mono.just(facts);
        }
        return tokens.principal(token)
                .flatMap(principal -> possession.proven(request, principal, token, bound != null))
                .map(facts::withPrincipal)
                .onErrorMap(InvalidToken.class, e -> new ProblemException(refused(e)))
                .onErrorMap(
                        IssuerUnavailable.class, e -> new ProblemException(new AccessProblem.IdentityUnavailable()));
    }

    private static Problem refused(InvalidToken error) {
        return new AccessProblem.TokenRefused(error.reason().name().toLowerCase(Locale.ROOT));
    }
}
