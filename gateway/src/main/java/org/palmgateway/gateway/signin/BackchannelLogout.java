package org.palmgateway.gateway.signin;

import java.util.List;
import java.util.Locale;
import org.palmgateway.auth.keycloak.RealmTemplate;
import org.palmgateway.auth.logout.LogoutTokens;
import org.palmgateway.auth.replay.NotRecorded;
import org.palmgateway.auth.revocation.TooManyRevocations;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.IssuerUnavailable;
import org.palmgateway.gateway.problem.AccessProblem;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.springframework.http.CacheControl;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.web.reactive.function.server.RouterFunction;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.springframework.web.reactive.function.server.ServerResponse;
import reactor.core.publisher.Mono;

/**
 * Where issuers tell that a session has ended (OpenID Connect Back-Channel Logout 1.0 §2.5, §2.8). The logout token is all the
 * authentication there is: it is signed by the issuer.
 */
public final class BackchannelLogout {

    /** The path of the endpoint. */
    public static final String PATH = RealmTemplate.LOGOUT_PATH;

    private static final int LARGEST_FORM = 32 * 1024;

    private final LogoutTokens tokens;

    /**
     * Makes the endpoint.
     *
     * @param tokens takes logout tokens
     */
    public BackchannelLogout(LogoutTokens tokens) {
        this.tokens = tokens;
    }

    /** Returns the endpoint. */
    public RouterFunction<ServerResponse> route() {
        return RouterFunctions.route().POST(PATH, this::take).build();
    }

    private Mono<ServerResponse> take(ServerRequest request) {
        if (!isForm(request) || request.headers().contentLength().orElse(0) > LARGEST_FORM) {
            return Mono.error(new ProblemException(new AccessProblem.LogoutRefused("malformed")));
        }
        return request.formData()
                .onErrorMap(unreadable -> new ProblemException(new AccessProblem.LogoutRefused("malformed")))
                .flatMap(fields -> {
                    List<String> values = fields.getOrDefault("logout_token", List.of());
                    return values.size() == 1
                            ? tokens.accept(values.get(0))
                            : Mono.error(new ProblemException(new AccessProblem.LogoutRefused("malformed")));
                })
                .onErrorMap(BackchannelLogout::problem)
                .then(ServerResponse.ok().cacheControl(CacheControl.noStore()).build());
    }

    private static boolean isForm(ServerRequest request) {
        try {
            return request.headers()
                    .contentType()
                    .filter(MediaType.APPLICATION_FORM_URLENCODED::isCompatibleWith)
                    .isPresent();
        } catch (InvalidMediaTypeException unreadable) {
            return false;
        }
    }

    private static Throwable problem(Throwable error) {
        if (error instanceof InvalidToken invalid) {
            String reason = invalid.reason().name().toLowerCase(Locale.ROOT);
            return new ProblemException(
                    new AccessProblem.LogoutRefused(reason.equals("type") ? "not_a_logout" : reason));
        }
        if (error instanceof IssuerUnavailable) {
            return new ProblemException(new AccessProblem.IdentityUnavailable());
        }
        boolean full = error instanceof TooManyRevocations || error instanceof NotRecorded;
        return full ? new ProblemException(new AdminProblem.TooManyRevocations()) : error;
    }
}
