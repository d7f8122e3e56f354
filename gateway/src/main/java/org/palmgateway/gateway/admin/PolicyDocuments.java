package org.palmgateway.gateway.admin;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.document.Document;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.store.PolicyOutcome;

/** Reads what operators send, and says what is wrong with it. */
public final class PolicyDocuments {

    private static final int LONGEST = 256 * 1024;
    private static final int LONGEST_REASON = 500;

    private PolicyDocuments() {}

    /**
     * Reads a JSON document.
     *
     * @param body its text
     * @param reader reads its fields; may return null after having noted a problem
     * @throws ProblemException naming everything that is wrong
     */
    public static <T> T read(String body, Function<FieldReader, @Nullable T> reader) {
        Problems problems = new Problems("body.json");
        FieldReader fields =
                Document.read(body, LONGEST, problems, "a JSON object").orElse(null);
        @Nullable T read = fields == null ? null : reader.apply(fields);
        if (read == null || !problems.found().isEmpty()) {
            throw refused(problems.found());
        }
        return read;
    }

    /** Reads a reason: one line. */
    public static String reason(String text) {
        String line = text.strip();
        if (line.isEmpty() || line.length() > LONGEST_REASON || line.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("one line of at most " + LONGEST_REASON + " characters that says why");
        }
        return line;
    }

    /** Reads a reason that stands in the query for want of a body, or throws what is wrong with it. */
    public static String reasonInQuery(String text) {
        try {
            return reason(text);
        } catch (IllegalArgumentException e) {
            throw new ProblemException(new AdminProblem.DocumentRefused(
                    List.of(new Problem.Field("reason", text, String.valueOf(e.getMessage())))));
        }
    }

    /** Returns what came of a change that was made or proposed, or throws why it was not. */
    static PolicyOutcome.Sound sound(PolicyOutcome outcome) {
        if (outcome instanceof PolicyOutcome.Stale stale) {
            throw new ProblemException(new AdminProblem.StaleVersion(stale.current()));
        }
        if (outcome instanceof PolicyOutcome.Refused refused) {
            throw refused(refused.problems());
        }
        return (PolicyOutcome.Sound) outcome;
    }

    private static ProblemException refused(List<DocumentProblem> problems) {
        return new ProblemException(new AdminProblem.DocumentRefused(problems.stream()
                .map(problem -> new Problem.Field(problem.field(), problem.value(), problem.expected()))
                .toList()));
    }
}
