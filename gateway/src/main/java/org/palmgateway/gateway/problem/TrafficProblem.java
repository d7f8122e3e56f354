package org.palmgateway.gateway.problem;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.Set;

/** A request asks for more than its limits or its department can give, or its department did not do its part. */
public sealed interface TrafficProblem extends Problem {

    /** A limit is used up; a caller who waits as told is let in. */
    record LimitExceeded(RateLimit limit) implements TrafficProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LIMIT_EXCEEDED;
        }

        @Override
        public List<String> arguments() {
            return List.of(
                    limit.name(),
                    Long.toString(limit.quota()),
                    Long.toString(limit.window().toSeconds()),
                    Long.toString(limit.retryAfterSeconds()));
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(limit.retryAfterSeconds());
        }
    }

    /** The time that the request may take, by the caller's own word, the route's or the policy's, is over. */
    record DeadlineExceeded(String department) implements TrafficProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.DEADLINE_EXCEEDED;
        }

        @Override
        public List<String> arguments() {
            return List.of(department);
        }
    }

    /** The department cannot take the request now: it is busy, or left alone until it has recovered. */
    record DepartmentUnavailable(ProblemKind kind, String department, long seconds) implements TrafficProblem {
        /** Refuses kinds that do not say when to come back. */
        public DepartmentUnavailable {
            if (kind != ProblemKind.DEPARTMENT_BUSY && kind != ProblemKind.DEPARTMENT_PAUSED) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: busy or paused)");
            }
        }

        @Override
        public List<String> arguments() {
            return List.of(department, Long.toString(seconds));
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(seconds);
        }
    }

    /** The department or the route is under maintenance, with a text of its own in either language. */
    record InMaintenance(String department, String zh, String en, Instant until, long seconds)
            implements TrafficProblem {

        private static final DateTimeFormatter TIME =
                DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm", Locale.ROOT).withZone(ZoneId.of("Asia/Shanghai"));

        @Override
        public ProblemKind kind() {
            return ProblemKind.DEPARTMENT_IN_MAINTENANCE;
        }

        @Override
        public List<String> arguments(Locale language) {
            return List.of(language.getLanguage().equals("en") ? en : zh, TIME.format(until));
        }

        @Override
        public OptionalLong retryAfter() {
            return OptionalLong.of(seconds);
        }
    }

    /** A department did not do its part; the kind says in which way. */
    record DepartmentFailed(ProblemKind kind, String department) implements TrafficProblem {

        private static final Set<ProblemKind> WITH_TIME = Set.of(
                ProblemKind.DEPARTMENT_BUSY, ProblemKind.DEPARTMENT_PAUSED, ProblemKind.DEPARTMENT_IN_MAINTENANCE);

        /** Refuses kinds that are not about departments. */
        public DepartmentFailed {
            boolean failed = kind.code().startsWith("department-") && !WITH_TIME.contains(kind);
            if (!failed) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: one about a department)");
            }
        }

        @Override
        public List<String> arguments() {
            return List.of(department);
        }
    }
}
