package org.palmgateway.gateway.exchange;

import org.springframework.web.server.ServerWebExchange;

/**
 * How much a department is told of the caller. Whatever is shared among callers must not have been made with knowledge of one of them;
 * so where answers are shared, the department does not learn who is calling.
 */
public enum Disclosure {
    /** All that it is entitled to. */
    EVERYTHING,
    /** Who is calling, from where and for which region, but nothing else that the caller sends. */
    CALLER,
    /** Which application is calling, but not for whom. */
    APPLICATION,
    /** Which region is asked for. */
    REGION,
    /** Nothing. */
    NOTHING;

    private static final String ATTRIBUTE = Disclosure.class.getName();

    /** Tells whether the department learns who is calling. */
    public boolean introducesCaller() {
        return this == EVERYTHING || this == CALLER;
    }

    /** Returns what holds for an exchange: {@link #EVERYTHING} unless something else was said. */
    public static Disclosure of(ServerWebExchange exchange) {
        return exchange.getAttributeOrDefault(ATTRIBUTE, EVERYTHING);
    }

    /** Makes this hold for an exchange. */
    public void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }
}
