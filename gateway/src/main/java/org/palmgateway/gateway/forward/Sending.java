package org.palmgateway.gateway.forward;

import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Within;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.protect.Backoff;
import org.palmgateway.gateway.protect.Choice;
import org.palmgateway.gateway.protect.ConcurrencyLimiter.Permit;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpStatusCode;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.Connection;

/** All attempts of one request. For one request; what happens to it happens one after the other. */
final class Sending {

    private static final String TIME_LEFT = "Palm-Time-Left";

    private final Outbound outbound;
    private final GatewayFilterChain chain;
    private final Allowance allowance;
    private final DepartmentFailures failures;
    private final Scheduler timer;
    private final Set<String> tried = new HashSet<>();

    Sending(
            Outbound outbound,
            GatewayFilterChain chain,
            Allowance allowance,
            DepartmentFailures failures,
            Scheduler timer) {
        this.outbound = outbound;
        this.chain = chain;
        this.allowance = allowance;
        this.failures = failures;
        this.timer = timer;
    }

    Mono<Void> send(int number) {
        Duration left = allowance.deadline().timeLeft(System.nanoTime());
        if (left.isZero() || !outbound.load().fastestAnswer().mayComeWithin(left)) {
            outbound.meters().shed(outbound.department(), outbound.priority(), "deadline");
            return Mono.error(outOfTime());
        }
        @Nullable Permit permit = outbound.place(number == 1);
        if (permit == null) {
            return Mono.error(outbound.busy());
        }
        Choice chosen = outbound.choose(tried);
        if (chosen instanceof Choice.Unavailable unavailable) {
            permit.ignored();
            return Mono.error(outbound.paused(unavailable));
        }
        Choice.Chosen to = (Choice.Chosen) chosen;
        return send(new Attempt(outbound.load(), permit, to.upstream(), to.call(), System.nanoTime()), left, number);
    }

    private Mono<Void> send(Attempt attempt, Duration left, int number) {
        tried.add(attempt.upstream().id());
        outbound.address(attempt.upstream());
        // The fields are ours already: DepartmentRequest has made them.
        outbound.exchange().getRequest().getHeaders().set(TIME_LEFT, Long.toString(Math.max(1, left.toMillis())));
        return Within.of(chain.filter(outbound.exchange()), left, timer)
                .then(Mono.defer(() -> answered(attempt, number)))
                .onErrorResume(error -> failed(attempt, error, number))
                .doOnCancel(attempt::released);
    }

    private Mono<Void> answered(Attempt attempt, int number) {
        HttpStatusCode code = outbound.exchange().getResponse().getStatusCode();
        int status = code == null ? 200 : code.value();
        long now = System.nanoTime();
        attempt.answered(status, now);
        called(attempt, now, status);
        if (!Repeatable.status(status)) {
            return Mono.empty();
        }
        Optional<Duration> wait = waitAfter(attempt, number);
        return wait.isEmpty() ? Mono.empty() : again(wait.get(), number);
    }

    private void called(Attempt attempt, long now, int status) {
        outbound.meters().called(outbound.department(), outbound.priority(), now - attempt.sentNanos(), status);
    }

    private ProblemException outOfTime() {
        return new ProblemException(new TrafficProblem.DeadlineExceeded(outbound.department()));
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
            called(attempt, now, 504);
            return Mono.error(outOfTime());
        }
        Throwable named = failures.problem(error, outbound.department());
        if (!(named instanceof ProblemException problem
                && problem.problem() instanceof TrafficProblem.DepartmentFailed failed)) {
            attempt.released();
            return Mono.error(named);
        }
        attempt.failed(failed.kind(), now);
        called(attempt, now, failed.kind().status());
        Optional<Duration> wait = Repeatable.failure(failed.kind()) ? waitAfter(attempt, number) : Optional.empty();
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
        if (!outbound.load().tryRetry()) {
            outbound.meters().retry(outbound.department(), "over-budget");
            return Optional.empty();
        }
        outbound.meters().retry(outbound.department(), "made");
        return Optional.of(wait);
    }

    private Mono<Void> again(Duration wait, int number) {
        @Nullable Connection connection = DepartmentAnswer.connection(outbound.exchange());
        if (connection != null) {
            // What is left of the answer would have to be read before the connection could serve again.
            connection.dispose();
        }
        DepartmentAnswer.forget(outbound.exchange());
        return Mono.delay(wait, timer).then(Mono.defer(() -> send(number + 1)));
    }
}
