package org.palmgateway.gateway.forward;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.ConcurrencyLimiter.Permit;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.UpstreamChoice;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Priority;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request on its way to its department.
 *
 * @param exchange the exchange, with the department's fields
 * @param facts what is known of it
 * @param load how busy and how well the department is
 * @param choice chooses among upstreams
 * @param admission says why a department takes no request
 * @param meters counts what is not sent
 */
record Outbound(
        ServerWebExchange exchange,
        Facts facts,
        DepartmentLoad load,
        UpstreamChoice choice,
        Admission admission,
        TrafficMeters meters) {

    String department() {
        return facts.route().department().id();
    }

    Priority priority() {
        return facts.priority();
    }

    Choice choose(Set<String> tried) {
        return choice.choose(
                load,
                facts.route().upstreams(facts.canary()),
                tried,
                upstream -> facts.snapshot().policies().forcedOpen(department(), upstream));
    }

    /** Makes an upstream the one that the request is sent to. */
    Destination address(Upstream upstream) {
        String path = facts.route().target(upstream, facts.normalPath(), facts.canary());
        String query = exchange.getRequest().getURI().getRawQuery();
        Destination destination = new Destination(
                upstream.url(),
                query == null ? path : path + '?' + query,
                facts.route().guarded(),
                facts.route().route().timeouts());
        destination.keepIn(exchange);
        return destination;
    }

    /** Returns a place among the department's calls, the one that is held for this request if there is; null when there is none. */
    @Nullable
    Permit place(boolean first) {
        @Nullable Permit held = first ? Reservation.take(exchange, load) : null;
        return held == null ? load.acquire(priority()) : held;
    }

    /** Counts that the department is left alone, and says so. */
    ProblemException paused(Choice.Unavailable unavailable) {
        return admission.paused(facts, unavailable.untilProbe());
    }

    /** Counts that the department has too many calls, and says so. */
    ProblemException busy() {
        return admission.busy(facts, load);
    }
}
