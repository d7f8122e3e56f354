package org.palmgateway.gateway.forward;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.Jitter;
import org.palmgateway.gateway.protect.UpstreamChoice;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Priority;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.web.server.ServerWebExchange;

/**
 * A request on its way to its department.
 *
 * @param exchange the exchange, with the department's fields
 * @param facts what is known of it
 * @param load how busy and how well the department is
 * @param choice chooses among upstreams
 * @param meters counts what is not sent
 */
record Outbound(
        ServerWebExchange exchange, Facts facts, DepartmentLoad load, UpstreamChoice choice, TrafficMeters meters) {

    String department() {
        return facts.route().department().id();
    }

    Priority priority() {
        return facts.appliedPolicy().priority();
    }

    Choice choose(Set<String> tried) {
        return choice.choose(
                load,
                facts.route().upstreams(),
                tried,
                upstream -> facts.snapshot().policies().forcedOpen(department(), upstream));
    }

    /** Makes an upstream the one that the clients send to. */
    void address(Upstream upstream) {
        String address = facts.route().address(upstream, facts.normalPath());
        String query = exchange.getRequest().getURI().getRawQuery();
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        URI.create(query == null ? address : address + '?' + query));
    }

    /** Counts that the department is left alone, and says so. */
    ProblemException paused(Choice.Unavailable unavailable) {
        meters.shed(department(), priority(), "breaker");
        return unavailable(ProblemKind.DEPARTMENT_PAUSED, unavailable.untilProbe());
    }

    /** Counts that the department has too many calls, and says so. */
    ProblemException busy() {
        meters.shed(department(), priority(), "busy");
        return unavailable(ProblemKind.DEPARTMENT_BUSY, load.concurrency().retryAfter());
    }

    private ProblemException unavailable(ProblemKind kind, Duration wait) {
        return new ProblemException(new TrafficProblem.DepartmentUnavailable(
                kind, department(), Jitter.seconds(wait, ThreadLocalRandom.current())));
    }
}
