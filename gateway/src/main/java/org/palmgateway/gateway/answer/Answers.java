package org.palmgateway.gateway.answer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.record.RequestRecorder;
import org.palmgateway.routes.index.Match;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;

/**
 * Counts and times answers by department, class of status and code of problem, and hands each to the access log and the recorder.
 *
 * <p>The number of series is bounded by the number of departments. Safe for any number of threads.
 */
public final class Answers {

    private static final String PROBLEM = Answers.class.getName() + ".problem";

    private final MeterRegistry meters;
    private final AccessLog log;
    private final RequestRecorder requests;
    private final UsageCounts usage;
    private final Clock clock;
    private final Timers<Series> timers = new Timers<>(this::timer);

    private record Series(String department, int hundreds, String problem) {}

    /**
     * Makes the recorder.
     *
     * @param meters where the numbers go
     * @param log where the records go
     * @param requests keeps the last requests
     * @param usage counts what applications call
     * @param clock tells the time of a record
     */
    public Answers(MeterRegistry meters, AccessLog log, RequestRecorder requests, UsageCounts usage, Clock clock) {
        this.meters = meters;
        this.log = log;
        this.requests = requests;
        this.usage = usage;
        this.clock = clock;
    }

    /** Notes which problem an exchange ended with. */
    public static void note(ServerWebExchange exchange, Problem problem) {
        exchange.getAttributes().put(PROBLEM, problem);
    }

    /**
     * Records an exchange that has ended, in whatever way.
     *
     * @param exchange the exchange
     * @param address the address of the peer
     */
    public void record(ServerWebExchange exchange, String address) {
        Facts facts = Facts.of(exchange);
        long nanos = System.nanoTime() - facts.started();
        HttpStatusCode status = exchange.getResponse().getStatusCode();
        int code = status == null ? (exchange.getResponse().isCommitted() ? 200 : 499) : status.value();
        @Nullable Problem problem = exchange.getAttribute(PROBLEM);
        Match.@Nullable Hit hit = facts.hit();
        String kind = problem == null ? "none" : problem.kind().code();
        String department = hit == null ? "none" : hit.route().department().id();
        timers.record(new Series(department, code / 100, kind), nanos);
        requests.record(exchange, problem);
        usage.count(facts, code);
        if (log.enabled()) {
            @Nullable Principal principal = facts.principal();
            log.write(new AccessRecord(
                    clock.instant(),
                    facts.requestId(),
                    facts.trace().id(),
                    exchange.getRequest().getMethod().name(),
                    hit == null ? "" : hit.route().route().pattern().toString(),
                    hit == null ? "" : hit.route().route().id(),
                    hit == null ? "" : hit.route().department().id(),
                    hit == null ? "" : facts.regionChain().requested(),
                    hit == null ? "" : hit.served(),
                    principal == null ? "" : principal.application(),
                    address,
                    code,
                    problem == null ? "" : kind,
                    facts.snapshot().revision(),
                    nanos / 1000));
        }
    }

    private Timer timer(Series series) {
        return Timer.builder("palm.requests")
                .description("Requests answered by the data plane")
                .tag("department", series.department())
                .tag("status", series.hundreds() + "xx")
                .tag("problem", series.problem())
                .register(meters);
    }
}
