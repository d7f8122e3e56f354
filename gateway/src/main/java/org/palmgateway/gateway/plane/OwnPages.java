package org.palmgateway.gateway.plane;

import java.util.Set;
import org.palmgateway.gateway.limit.OwnLimits;
import org.palmgateway.gateway.signin.BackchannelLogout;
import org.palmgateway.gateway.signin.SignInPaths;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebHandler;
import reactor.core.publisher.Mono;

/** Gives requests for the few pages of the gateway's own to Spring's handlers, which no other request needs to pass. */
final class OwnPages implements WebHandler {

    private static final Set<String> PATHS = Set.of(PublishedKeys.PATH, OwnLimits.PATH, BackchannelLogout.PATH);

    private final SignInPaths signIn;
    private final WebHandler pages;
    private final WebHandler others;

    /**
     * Makes it.
     *
     * @param signIn tells which pages are the identity provider's
     * @param pages answers what may be for one of these pages
     * @param others answers all other requests
     */
    OwnPages(SignInPaths signIn, WebHandler pages, WebHandler others) {
        this.signIn = signIn;
        this.pages = pages;
        this.others = others;
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange) {
        String path = exchange.getRequest().getURI().getRawPath();
        return (mayBe(path) || signIn.mayBe(path) ? pages : others).handle(exchange);
    }

    /** Tells whether a raw path may be one of theirs; if not it is none. What is written in another spelling is left to Spring to tell. */
    static boolean mayBe(String path) {
        return PATHS.contains(path) || path.indexOf('%') >= 0 || path.indexOf(';') >= 0;
    }
}
