package org.palmgateway.gateway.problem;

import java.util.List;
import java.util.Set;

/** A request that means nothing here, is not as requests have to be, or met a mistake of the gateway's own. */
public sealed interface RequestProblem extends Problem {

    private static List<String> listed(Set<String> values, String separator) {
        return List.of(String.join(separator, values.stream().sorted().toList()));
    }

    /** The request is not well-formed HTTP, or breaks a rule of this gateway. */
    record MalformedRequest(String reason) implements RequestProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.MALFORMED_REQUEST;
        }
    }

    /** The path has no normal spelling; the reason is one of {@code MalformedPath.Reason}. */
    record MalformedPath(String reason) implements RequestProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.MALFORMED_PATH;
        }
    }

    /** {@code Palm-Lane} holds no pass that lets in. */
    record LaneRefused(String reason) implements RequestProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LANE_REFUSED;
        }
    }

    /** What a pass lets in to cannot be tried. */
    record LaneUnfit(String reason) implements RequestProblem, Problem.WithReason {
        @Override
        public ProblemKind kind() {
            return ProblemKind.LANE_UNFIT;
        }
    }

    /** {@code Palm-Region} names no region of the province. */
    record UnknownRegion() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_REGION;
        }
    }

    /** Several regions offer the affair and the request names none. */
    record RegionNeeded(Set<String> regions) implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.REGION_NEEDED;
        }

        @Override
        public List<String> arguments() {
            return listed(regions, ", ");
        }
    }

    /** No route has this path. */
    record UnknownPath() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNKNOWN_PATH;
        }
    }

    /** Neither the region nor those above it offer the affair. */
    record NotOffered(String region) implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NOT_OFFERED;
        }

        @Override
        public List<String> arguments() {
            return List.of(region);
        }
    }

    /** The path is known, the method is not (RFC 9110 §15.5.6). */
    record WrongMethod(Set<String> allowed) implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.WRONG_METHOD;
        }

        @Override
        public List<String> arguments() {
            return listed(allowed, ", ");
        }
    }

    /** The request target is too long (RFC 9110 §15.5.15). */
    record TargetTooLong() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.TARGET_TOO_LONG;
        }
    }

    /** The caller did not send its request in time (RFC 9110 §15.5.9). */
    record RequestTooSlow() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.REQUEST_TOO_SLOW;
        }
    }

    /** The method is not meant to have a body of this size (RFC 9110 §15.5.14). */
    record ContentTooLarge() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.CONTENT_TOO_LARGE;
        }
    }

    /** The header section is too large (RFC 6585 §5). */
    record HeadersTooLarge() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.HEADERS_TOO_LARGE;
        }
    }

    /** The request is not as the contract of its route says. */
    record RequestInvalid(List<Mistake> mistakes) implements RequestProblem {
        /** Copies the mistakes. */
        public RequestInvalid {
            mistakes = List.copyOf(mistakes);
        }

        @Override
        public ProblemKind kind() {
            return ProblemKind.REQUEST_INVALID;
        }

        @Override
        public List<String> arguments() {
            return List.of(Integer.toString(mistakes.size()));
        }
    }

    /** A mistake of the gateway's own. */
    record Internal() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.INTERNAL;
        }
    }

    /** The caller takes an answer from the cache only, and there is none (RFC 9111 §5.2.1.7). */
    record NotCached() implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.NOT_CACHED;
        }
    }

    /** The answer has none of the octets that are asked for (RFC 9110 §15.5.17). */
    record RangeNotSatisfiable(long length) implements RequestProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.RANGE_NOT_SATISFIABLE;
        }

        @Override
        public List<String> arguments() {
            return List.of(Long.toString(length));
        }
    }
}
