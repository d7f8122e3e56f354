package org.palmgateway.gateway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.palmgateway.routes.document.DocumentProblem;
import tools.jackson.databind.JsonNode;

/**
 * Why something could not be done.
 *
 * @param title what went wrong
 * @param detail what that means here; may be empty
 * @param errors the single mistakes, as far as there are any
 */
record Failure(String title, String detail, List<Mistake> errors) {

    /** Copies the mistakes. */
    Failure {
        errors = List.copyOf(errors);
    }

    /** A field with a value that cannot be used. */
    record Mistake(String field, String value, String expected) {

        static Mistake of(DocumentProblem problem) {
            String where = problem.line() == 0 ? problem.file() : problem.file() + ":" + problem.line();
            return new Mistake(
                    problem.field().isEmpty() ? where : where + ": " + problem.field(),
                    problem.value(),
                    problem.expected());
        }

        @Override
        public String toString() {
            return field + ": " + (value.isEmpty() ? "missing" : value) + " (expected: " + expected + ")";
        }
    }

    static Failure of(String title) {
        return new Failure(title, "", List.of());
    }

    static Failure of(String title, List<DocumentProblem> problems) {
        return new Failure(title, "", problems.stream().map(Mistake::of).toList());
    }

    /** Takes a problem document (RFC 9457), as the admin API answers with. */
    static Failure of(JsonNode problem) {
        return new Failure(
                problem.path("title").asString(""),
                problem.path("detail").asString(""),
                StreamSupport.stream(problem.path("errors").spliterator(), false)
                        .map(error -> new Mistake(
                                error.path("field").asString(""),
                                error.path("value").asString(""),
                                error.path("expected").asString("")))
                        .toList());
    }

    /** Returns the lines for one owner of several. */
    List<String> lines(String owner) {
        return new Failure(owner + ": " + title, detail, errors).lines();
    }

    List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(title);
        if (!detail.isEmpty() && !detail.equals(title)) {
            lines.add("  " + detail);
        }
        errors.forEach(error -> lines.add("  " + error));
        return lines;
    }
}
