package org.palmgateway.gateway.forward;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.protect.ConcurrencyLimiter.Permit;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.protect.Jitter;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.TrafficOverride.Maintenance;

/** Whether a department takes a request now. Safe for any number of threads. */
public final class Admission {

    private final Departments departments;
    private final TrafficMeters meters;
    private final Clock clock;

    /**
     * Makes it.
     *
     * @param departments knows how busy and how well each department is
     * @param meters counts what is not sent
     * @param clock tells which maintenance is under way
     */
    public Admission(Departments departments, TrafficMeters meters, Clock clock) {
        this.departments = departments;
        this.meters = meters;
        this.clock = clock;
    }

    /** Returns the load of the department that a request goes to. */
    DepartmentLoad load(Facts facts) {
        return departments.of(
                facts.route().department().id(), facts.appliedPolicy().route());
    }

    /** Returns why a request's route is closed now; empty when it is not. */
    public Optional<Problem> closed(Facts facts) {
        Instant now = clock.instant();
        Optional<Maintenance> maintenance = facts.snapshot().policies().maintenance(facts.route(), now);
        maintenance.ifPresent(closed -> shed(facts, "maintenance"));
        return maintenance.map(closed -> problem(facts, closed, now));
    }

    /**
     * Holds a place for a request among its department's calls, before it is sent.
     *
     * @return the place, which must be used or released; an error when the department does not take the request now
     * @throws ProblemException when it is closed, left alone by its breakers, or has as many calls as it can take
     */
    public Reservation reserve(Facts facts) {
        Optional<Problem> closed = closed(facts);
        if (closed.isPresent()) {
            throw new ProblemException(closed.get());
        }
        DepartmentLoad load = load(facts);
        @Nullable Duration pause = pause(facts, load);
        if (pause != null) {
            throw paused(facts, pause);
        }
        @Nullable Permit permit = load.acquire(facts.priority());
        if (permit == null) {
            throw busy(facts, load);
        }
        return new Reservation(load, permit);
    }

    /** Returns how long all upstreams of a route are left alone; null when one of them is not. */
    private static @Nullable Duration pause(Facts facts, DepartmentLoad load) {
        @Nullable Duration shortest = null;
        for (Upstream upstream : facts.route().upstreams(facts.canary())) {
            @Nullable
            Boolean forced = facts.snapshot()
                    .policies()
                    .forcedOpen(facts.route().department().id(), upstream.id());
            Duration pause = load.upstream(upstream.id()).breaker().pause(forced);
            if (pause.isZero()) {
                return null;
            }
            shortest = shortest == null || pause.compareTo(shortest) < 0 ? pause : shortest;
        }
        return shortest;
    }

    private void shed(Facts facts, String why) {
        meters.shed(facts.route().department().id(), facts.priority(), why);
    }

    /** Counts that a department has too many calls, and says so. */
    ProblemException busy(Facts facts, DepartmentLoad load) {
        shed(facts, "busy");
        return unavailable(
                facts, ProblemKind.DEPARTMENT_BUSY, load.concurrency().retryAfter());
    }

    /** Counts that a department is left alone, and says so. */
    ProblemException paused(Facts facts, Duration untilProbe) {
        shed(facts, "breaker");
        return unavailable(facts, ProblemKind.DEPARTMENT_PAUSED, untilProbe);
    }

    private static ProblemException unavailable(Facts facts, ProblemKind kind, Duration wait) {
        return new ProblemException(new TrafficProblem.DepartmentUnavailable(
                kind, facts.route().department().id(), Jitter.seconds(wait, ThreadLocalRandom.current())));
    }

    private static Problem problem(Facts facts, Maintenance maintenance, Instant now) {
        Instant until = maintenance.terms().until();
        long seconds =
                Math.max(1, Duration.between(now, until).plusNanos(999_999_999).toSeconds());
        return new TrafficProblem.InMaintenance(
                facts.route().department().id(), maintenance.zh(), maintenance.en(), until, seconds);
    }
}
