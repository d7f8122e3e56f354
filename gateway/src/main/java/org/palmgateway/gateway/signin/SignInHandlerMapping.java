package org.palmgateway.gateway.signin;

import org.springframework.web.reactive.handler.AbstractHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds the requests that are the identity provider's, before routes are looked up. */
public final class SignInHandlerMapping extends AbstractHandlerMapping {

    private final SignInPaths paths;
    private final SignInHandler handler;

    /**
     * Makes the mapping.
     *
     * @param paths what is published
     * @param handler forwards it
     */
    public SignInHandlerMapping(SignInPaths paths, SignInHandler handler) {
        this.paths = paths;
        this.handler = handler;
        // Routes have order 1.
        setOrder(0);
    }

    @Override
    protected Mono<?> getHandlerInternal(ServerWebExchange exchange) {
        return Mono.justOrEmpty(paths.normal(exchange.getRequest().getURI().getRawPath()))
                .map(path -> {
                    exchange.getAttributes().put(SignInHandler.PATH, path);
                    return handler;
                });
    }
}
