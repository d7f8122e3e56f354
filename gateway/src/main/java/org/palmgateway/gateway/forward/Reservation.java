package org.palmgateway.gateway.forward;

import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.protect.ConcurrencyLimiter.Permit;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.springframework.web.server.ServerWebExchange;

/**
 * A place among the calls of a department that is held for a request before it is sent. Its first attempt takes it; what is left must be
 * released. Any thread may use it.
 */
public final class Reservation {

    private static final String ATTRIBUTE = Reservation.class.getName();

    private final DepartmentLoad load;
    private final AtomicReference<@Nullable Permit> permit;

    Reservation(DepartmentLoad load, Permit permit) {
        this.load = load;
        this.permit = new AtomicReference<>(permit);
    }

    /** Holds the place for the request of an exchange. */
    public void keepIn(ServerWebExchange exchange) {
        exchange.getAttributes().put(ATTRIBUTE, this);
    }

    /** Returns the place that is held for an exchange at a department; null when there is none, or none any more. */
    static @Nullable Permit take(ServerWebExchange exchange, DepartmentLoad load) {
        @Nullable Reservation held = exchange.getAttribute(ATTRIBUTE);
        return held == null || held.load != load ? null : held.permit.getAndSet(null);
    }

    /** Gives the place up, unless it was taken. */
    public void release() {
        @Nullable Permit left = permit.getAndSet(null);
        if (left != null) {
            left.ignored();
        }
    }
}
