package org.palmgateway.gateway.forward;

import java.net.URI;
import org.palmgateway.routes.model.Timeouts;
import org.springframework.web.server.ServerWebExchange;

/**
 * Where a request is sent.
 *
 * @param server scheme and authority; what else its path says is ignored
 * @param target path and query there, in the spelling that is sent
 * @param guarded whether only addresses may be connected to that operators allow
 * @param timeouts how long connecting and the first octet of the answer may take
 */
public record Destination(URI server, String target, boolean guarded, Timeouts timeouts) {

    private static final String ATTRIBUTE = Destination.class.getName();

    /** Makes this where the request of an exchange is sent. */
    public void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** Returns where the request of an exchange is sent. */
    static Destination of(ServerWebExchange exchange) {
        return exchange.getRequiredAttribute(ATTRIBUTE);
    }

    /** Returns the whole address. */
    URI uri() {
        return URI.create(server.getScheme() + "://" + server.getRawAuthority() + target);
    }
}
