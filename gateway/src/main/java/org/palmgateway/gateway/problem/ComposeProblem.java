package org.palmgateway.gateway.problem;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** A part of a composed call cannot be had. */
public sealed interface ComposeProblem extends Problem {

    /**
     * Something that the call cannot do without went wrong with one of its branches.
     *
     * @param branch id of the branch
     * @param cause what went wrong
     * @param done ids of the branches that had answered before; what these did is not undone
     */
    record OfBranch(String branch, Problem cause, List<String> done) implements ComposeProblem {
        /** Copies the list. */
        public OfBranch {
            done = List.copyOf(done);
        }

        @Override
        public Problem told() {
            return cause;
        }

        @Override
        public ProblemKind kind() {
            return cause.kind();
        }

        @Override
        public List<String> arguments() {
            return cause.arguments();
        }

        @Override
        public List<String> arguments(Locale language) {
            return cause.arguments(language);
        }

        @Override
        public List<Mistake> mistakes() {
            return cause.mistakes();
        }

        @Override
        public OptionalLong retryAfter() {
            return cause.retryAfter();
        }
    }

    /** The department answered with an error, or with what its composition takes for one. */
    record AnsweredWithError(String department, int status) implements ComposeProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.ANSWERED_WITH_ERROR;
        }

        @Override
        public List<String> arguments() {
            return List.of(department, Integer.toString(status));
        }
    }

    /** The department's answer is not of a form that is read, or too large; the reason is a word. */
    record Unreadable(String department, String reason) implements ComposeProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.UNREADABLE_ANSWER;
        }

        @Override
        public List<String> arguments() {
            return List.of(department, reason);
        }
    }

    /** The composition calls a route that there is not, or that it may not call. */
    record NotCallable(String department) implements ComposeProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.BRANCH_NOT_CALLABLE;
        }

        @Override
        public List<String> arguments() {
            return List.of(department);
        }
    }

    /** A value that is needed is missing, or cannot stand where it is needed; of the request, or of an earlier branch. */
    record ValueMissing(ProblemKind kind, String pointer) implements ComposeProblem {
        /** Refuses other kinds. */
        public ValueMissing {
            if (kind != ProblemKind.INPUT_MISSING && kind != ProblemKind.RESULT_MISSING) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: input or result missing)");
            }
        }

        @Override
        public List<String> arguments() {
            return List.of(pointer);
        }
    }

    /** A list has more items than may be called for; of the request, or of an earlier branch. */
    record ListTooLong(ProblemKind kind, String pointer, int most) implements ComposeProblem {
        /** Refuses other kinds. */
        public ListTooLong {
            if (kind != ProblemKind.INPUT_TOO_LONG && kind != ProblemKind.RESULT_TOO_LONG) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: input or result too long)");
            }
        }

        @Override
        public List<String> arguments() {
            return List.of(pointer, Integer.toString(most));
        }
    }

    /** The request's body has more octets than are read (RFC 9110 §15.5.14). */
    record BodyTooLarge(long most) implements ComposeProblem {
        @Override
        public ProblemKind kind() {
            return ProblemKind.BODY_TOO_LARGE;
        }

        @Override
        public List<String> arguments() {
            return List.of(Long.toString(most));
        }
    }
}
