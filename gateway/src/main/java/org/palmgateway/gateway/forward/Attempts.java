package org.palmgateway.gateway.forward;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.protect.Backoff;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.ConcurrencyLimiter.Permit;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.protect.Jitter;
import org.palmgateway.gateway.protect.UpstreamChoice;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.TrafficOverride.Maintenance;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.cloud.gateway.support.ServerWebExchangeUtils;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.Connection;

/**
 * Sends a request to one of the route's upstreams, within its time and as far as the department can take it, and again where that
 * is safe.
 *
 * <p>An attempt is over when the answer's header section has arrived: from then on the answer streams to the caller, whose own pace
 * says nothing about the department. A WebSocket holds its upstream as long as it is open, but no place among the calls at once.
 */
public final class Attempts implements GlobalFilter, Ordered {

    private static final String TIME_LEFT = "Palm-Time-Left";

    private final Departments departments;
    private final DepartmentFailures failures;
    private final TrafficMeters meters;
    private final Clock clock;
    private final UpstreamChoice choice = new UpstreamChoice(ThreadLocalRandom::current);

    /**
     * Makes the filter.
     *
     * @param departments knows how busy and how well each department is
     * @param failures names what goes wrong with a department
     * @param meters counts what is shed and retried
     * @param clock tells which maintenance is under way
     */
    public Attempts(Departments departments, DepartmentFailures failures, TrafficMeters meters, Clock clock) {
        this.departments = departments;
        this.failures = failures;
        this.meters = meters;
        this.clock = clock;
    }

    /** After whatever prepares the department's request, and before the clients that send it, whose order is the last and the last but one. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE - 10;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        Instant now = clock.instant();
        Optional<Maintenance> maintenance = facts.snapshot().policies().maintenance(facts.route(), now);
        if (maintenance.isPresent()) {
            meters.shed(facts.route().department().id(), facts.appliedPolicy().priority(), "maintenance");
            return Mono.error(new ProblemException(problem(facts, maintenance.get(), now)));
        }
        DepartmentLoad load = departments.of(
                facts.route().department().id(), facts.appliedPolicy().route());
        load.request();
        ServerHttpRequest request = exchange.getRequest();
        Allowance allowance = Allowance.of(facts, request);
        if (isWebSocket(request.getHeaders())) {
            return new WebSocketAttempt(chain).send(exchange, facts, load);
        }
        boolean keepsBody = allowance.repeatable() && DepartmentClient.hasBody(request.getHeaders());
        Mono<ServerHttpRequest> ready = keepsBody ? KeptBody.of(request) : Mono.just(request);
        return ready.flatMap(
                kept -> new Sending(exchange.mutate().request(kept).build(), chain, facts, load, allowance).send(1));
    }

    private static Problem problem(Facts facts, Maintenance maintenance, Instant now) {
        Instant until = maintenance.terms().until();
        long seconds =
                Math.max(1, Duration.between(now, until).plusNanos(999_999_999).toSeconds());
        return new Problem.InMaintenance(
                facts.route().department().id(), maintenance.zh(), maintenance.en(), until, seconds);
    }

    private static boolean isWebSocket(HttpHeaders headers) {
        return "websocket".equalsIgnoreCase(headers.getFirst(HttpHeaders.UPGRADE));
    }

    private Choice choose(Facts facts, DepartmentLoad load, Set<String> tried) {
        String department = facts.route().department().id();
        return choice.choose(
                load,
                facts.route().upstreams(),
                tried,
                upstream -> facts.snapshot().policies().forcedOpen(department, upstream));
    }

    private ProblemException paused(Facts facts, Choice.Unavailable unavailable) {
        String department = facts.route().department().id();
        meters.shed(department, facts.appliedPolicy().priority(), "breaker");
        return new ProblemException(new Problem.DepartmentUnavailable(
                ProblemKind.DEPARTMENT_PAUSED,
                department,
                Jitter.seconds(unavailable.untilProbe(), ThreadLocalRandom.current())));
    }

    private static void address(ServerWebExchange exchange, Facts facts, Upstream upstream) {
        String address = facts.route().address(upstream, facts.normalPath());
        String query = exchange.getRequest().getURI().getRawQuery();
        exchange.getAttributes()
                .put(
                        ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR,
                        URI.create(query == null ? address : address + '?' + query));
    }

    /** The opening of a WebSocket, which is never repeated. */
    private final class WebSocketAttempt {

        private final GatewayFilterChain chain;

        WebSocketAttempt(GatewayFilterChain chain) {
            this.chain = chain;
        }

        Mono<Void> send(ServerWebExchange exchange, Facts facts, DepartmentLoad load) {
            Choice chosen = choose(facts, load, Set.of());
            if (chosen instanceof Choice.Unavailable unavailable) {
                return Mono.error(paused(facts, unavailable));
            }
            Choice.Chosen to = (Choice.Chosen) chosen;
            address(exchange, facts, to.upstream());
            return chain.filter(exchange)
                    .doOnError(error -> to.call().failed(Duration.ZERO))
                    .doFinally(signal -> to.call().released());
        }
    }

    /** All attempts of one request. */
    private final class Sending {

        private final ServerWebExchange exchange;
        private final GatewayFilterChain chain;
        private final Facts facts;
        private final DepartmentLoad load;
        private final Allowance allowance;
        private final String department;
        private final Set<String> tried = new HashSet<>();

        Sending(
                ServerWebExchange exchange,
                GatewayFilterChain chain,
                Facts facts,
                DepartmentLoad load,
                Allowance allowance) {
            this.exchange = exchange;
            this.chain = chain;
            this.facts = facts;
            this.load = load;
            this.allowance = allowance;
            this.department = facts.route().department().id();
        }

        Mono<Void> send(int number) {
            Duration left = allowance.deadline().timeLeft(System.nanoTime());
            if (left.isZero() || !load.fastestAnswer().mayComeWithin(left)) {
                meters.shed(department, facts.appliedPolicy().priority(), "deadline");
                return Mono.error(new ProblemException(new Problem.DeadlineExceeded(department)));
            }
            @Nullable Permit permit = load.acquire(facts.appliedPolicy().priority());
            if (permit == null) {
                return Mono.error(busy());
            }
            Choice chosen = choose(facts, load, tried);
            if (chosen instanceof Choice.Unavailable unavailable) {
                permit.ignored();
                return Mono.error(paused(facts, unavailable));
            }
            Choice.Chosen to = (Choice.Chosen) chosen;
            return send(new Attempt(load, permit, to.upstream(), to.call(), System.nanoTime()), left, number);
        }

        private ProblemException busy() {
            meters.shed(department, facts.appliedPolicy().priority(), "busy");
            return new ProblemException(new Problem.DepartmentUnavailable(
                    ProblemKind.DEPARTMENT_BUSY,
                    department,
                    Jitter.seconds(load.concurrency().retryAfter(), ThreadLocalRandom.current())));
        }

        private Mono<Void> send(Attempt attempt, Duration left, int number) {
            tried.add(attempt.upstream().id());
            address(exchange, facts, attempt.upstream());
            HttpHeaders headers = new HttpHeaders(exchange.getRequest().getHeaders());
            headers.set(TIME_LEFT, Long.toString(Math.max(1, left.toMillis())));
            ServerWebExchange sent = exchange.mutate()
                    .request(new WithFields(exchange.getRequest(), headers))
                    .build();
            return chain.filter(sent)
                    .timeout(left)
                    .then(Mono.defer(() -> answered(attempt, number)))
                    .onErrorResume(error -> failed(attempt, error, number))
                    .doOnCancel(attempt::released);
        }

        private Mono<Void> answered(Attempt attempt, int number) {
            HttpStatusCode code = exchange.getResponse().getStatusCode();
            int status = code == null ? 200 : code.value();
            long now = System.nanoTime();
            attempt.answered(status, now);
            meters.called(department, facts.appliedPolicy().priority(), now - attempt.sentNanos(), status);
            if (!Repeatable.status(status)) {
                return Mono.empty();
            }
            Optional<Duration> wait = waitAfter(attempt, number);
            return wait.isEmpty() ? Mono.empty() : again(wait.get(), number);
        }

        private Mono<Void> failed(Attempt attempt, Throwable error, int number) {
            long now = System.nanoTime();
            if (error instanceof ProblemException) {
                // Of a later attempt, which has reported itself, or the caller's own doing.
                attempt.released();
                return Mono.error(error);
            }
            if (error instanceof TimeoutException) {
                attempt.outOfTime(allowance.byCaller(), now);
                meters.called(department, facts.appliedPolicy().priority(), now - attempt.sentNanos(), 504);
                return Mono.error(new ProblemException(new Problem.DeadlineExceeded(department)));
            }
            Throwable named = failures.problem(error, department);
            if (!(named instanceof ProblemException problem
                    && problem.problem() instanceof Problem.DepartmentFailed departments)) {
                attempt.released();
                return Mono.error(named);
            }
            attempt.failed(departments.kind(), now);
            meters.called(
                    department,
                    facts.appliedPolicy().priority(),
                    now - attempt.sentNanos(),
                    departments.kind().status());
            Optional<Duration> wait =
                    Repeatable.failure(departments.kind()) ? waitAfter(attempt, number) : Optional.empty();
            return wait.isEmpty() ? Mono.error(named) : again(wait.get(), number);
        }

        /** Returns how long to wait after an attempt before the next; empty when there is to be none. */
        private Optional<Duration> waitAfter(Attempt attempt, int number) {
            if (!allowance.repeatable() || number >= allowance.retry().attempts()) {
                return Optional.empty();
            }
            Duration wait = Backoff.before(number, allowance.retry().backoff(), ThreadLocalRandom.current());
            long now = System.nanoTime();
            Duration least = wait.plusNanos(now - attempt.sentNanos());
            if (least.compareTo(allowance.deadline().timeLeft(now)) >= 0) {
                // The next attempt would not even get as far as this one did.
                return Optional.empty();
            }
            if (!load.tryRetry()) {
                meters.retry(department, "over-budget");
                return Optional.empty();
            }
            meters.retry(department, "made");
            return Optional.of(wait);
        }

        private Mono<Void> again(Duration wait, int number) {
            @Nullable Connection connection = exchange.getAttribute(ServerWebExchangeUtils.CLIENT_RESPONSE_CONN_ATTR);
            if (connection != null) {
                // What is left of the answer would have to be read before the connection could serve again.
                connection.dispose();
            }
            Forgetting.answer(exchange);
            return Mono.delay(wait).then(Mono.defer(() -> send(number + 1)));
        }
    }
}
