package org.palmgateway.gateway.problem;

import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/**
 * A reason why the gateway itself answers instead of a department.
 *
 * <p>Each has a {@link ProblemKind}, which gives the stable code and the status, and arguments for its texts. Nothing that
 * came out of a token is ever an argument.
 */
public sealed interface Problem
        permits Problem.WithReason, RequestProblem, AccessProblem, TrafficProblem, AdminProblem, ComposeProblem {

    /** Returns what kind of problem this is. */
    ProblemKind kind();

    /** Returns the problem that texts and fields tell of: itself, unless it only says whose problem another one is. */
    default Problem told() {
        return this;
    }

    /** Returns what is put into the texts, by position. */
    default List<String> arguments() {
        return List.of();
    }

    /** Returns what is put into the texts of a language, by position. */
    default List<String> arguments(Locale language) {
        return arguments();
    }

    /** Returns after how many seconds the caller may try again (RFC 9110 §10.2.3); empty when waiting does not help. */
    default OptionalLong retryAfter() {
        return OptionalLong.empty();
    }

    /** Returns what is wrong with a document that the caller sent, field by field. */
    default List<Field> fields() {
        return List.of();
    }

    /** Returns how a request is not as its contract says, place by place. */
    default List<Mistake> mistakes() {
        return List.of();
    }

    /**
     * A part of a request that is not as its contract says.
     *
     * @param pointer where in the request, as a JSON pointer (RFC 6901) such as {@code /query/page} or {@code /body/name}
     * @param detail what should be there, in the language of the caller
     */
    record Mistake(String pointer, String detail) {}

    /**
     * A wrong field.
     *
     * @param field where in the document
     * @param value what is there; empty when it is missing
     * @param expected what may be there
     */
    record Field(String field, String value, String expected) {}

    /** A problem with one of several reasons, whose texts are found under the reason. */
    sealed interface WithReason extends Problem
            permits RequestProblem.MalformedRequest,
                    RequestProblem.MalformedPath,
                    RequestProblem.LaneRefused,
                    RequestProblem.LaneUnfit,
                    AccessProblem.TokenRefused,
                    AccessProblem.ProofRefused,
                    AccessProblem.LogoutRefused {
        /** Returns the reason: a word with a text of its own, or else a sentence to be shown as it is. */
        String reason();

        @Override
        default List<String> arguments() {
            return List.of(reason());
        }
    }
}
