package org.palmgateway.auth.token;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Sends each token to who can tell: signed ones are verified here, others are asked about at the issuers that have them.
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class TokenChecks implements Function<String, Mono<Principal>> {

    private final TokenVerifier signed;
    private final List<Introspection> opaque;

    /**
     * Takes who can tell.
     *
     * @param signed verifies signed tokens
     * @param opaque the issuers of opaque ones, asked one after the other until one knows the token
     */
    public TokenChecks(TokenVerifier signed, List<Introspection> opaque) {
        this.signed = signed;
        this.opaque = List.copyOf(opaque);
    }

    @Override
    public Mono<Principal> apply(String token) {
        return opaque.isEmpty() || looksSigned(token) ? signed.verify(token) : ask(token, 0);
    }

    /** A JWS in compact form has two dots, and its header is a JSON object, which begins with these letters in base64url. */
    private static boolean looksSigned(String token) {
        int dot = token.indexOf('.');
        return token.startsWith("eyJ") && dot > 0 && token.indexOf('.', dot + 1) > 0;
    }

    /** An issuer that is down shuts out nobody but its own callers. */
    private Mono<Principal> ask(String token, int next) {
        Mono<Principal> answer = opaque.get(next).principal(token);
        if (next + 1 == opaque.size()) {
            return answer;
        }
        return answer.onErrorResume(
                error -> error instanceof InvalidToken || error instanceof IssuerUnavailable,
                error -> ask(token, next + 1)
                        .onErrorMap(InvalidToken.class, last -> error instanceof IssuerUnavailable ? error : last));
    }
}
