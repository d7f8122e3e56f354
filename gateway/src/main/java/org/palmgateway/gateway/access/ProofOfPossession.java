package org.palmgateway.gateway.access;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.dpop.DpopProofs;
import org.palmgateway.auth.dpop.InvalidProof;
import org.palmgateway.auth.dpop.Presented;
import org.palmgateway.auth.replay.NotRecorded;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;

/**
 * Has the holder of a token that is bound to a key prove that it holds the key (RFC 9449 §7). A bound token without a proof is refused,
 * and so is an unbound one that is sent as if it were bound.
 */
public final class ProofOfPossession {

    private final DpopProofs proofs;
    private final @Nullable URI publicUri;

    /**
     * Makes the check.
     *
     * @param proofs checks proofs
     * @param publicUri the address that callers know the data plane by; null when it is not set, and no proof can be held against it.
     *     The {@code Host} of a request is no substitute: who relays a proof that was made for another server says that server's name
     */
    public ProofOfPossession(DpopProofs proofs, @Nullable URI publicUri) {
        this.proofs = proofs;
        this.publicUri = publicUri;
    }

    /**
     * Checks a request.
     *
     * @param request the request
     * @param principal who the token says is calling
     * @param token the token
     * @param sentAsBound whether it was sent by the scheme for bound tokens
     * @return the principal, or an error of {@link ProblemException}
     */
    Mono<Principal> proven(ServerHttpRequest request, Principal principal, String token, boolean sentAsBound) {
        boolean bound = !principal.keyThumbprint().isEmpty();
        if (!bound) {
            return sentAsBound ? refused(new AccessProblem.TokenRefused("not_bound")) : Mono.just(principal);
        }
        if (!sentAsBound) {
            return refused(new AccessProblem.ProofRefused("bound"));
        }
        if (publicUri == null) {
            return refused(new AccessProblem.ProofRefused("no_public_uri"));
        }
        List<String> fields = request.getHeaders().getOrEmpty("DPoP");
        if (fields.size() != 1) {
            return refused(new AccessProblem.ProofRefused("no_proof"));
        }
        Presented presented = new Presented(
                request.getMethod().name(),
                URI.create(publicUri + request.getURI().getRawPath()),
                token,
                principal.keyThumbprint());
        return proofs.check(fields.get(0), presented)
                .thenReturn(principal)
                .onErrorMap(
                        InvalidProof.class,
                        e -> new ProblemException(new AccessProblem.ProofRefused(
                                "proof_" + e.reason().name().toLowerCase(Locale.ROOT))))
                .onErrorMap(NotRecorded.class, e -> new ProblemException(new AccessProblem.IdentityUnavailable()));
    }

    private static Mono<Principal> refused(Problem problem) {
        return Mono.error(new ProblemException(problem));
    }
}
