package org.palmgateway.gateway.command;

import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine.Option;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Shows a command's report in the form that was asked for. */
final class Output {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    @Option(
            names = "--format",
            paramLabel = "text|json",
            description = "How the answer is written: text (the default) or json.")
    private Format format = Format.TEXT;

    enum Format {
        TEXT,
        JSON
    }

    /** Does a command's work and shows what came of it; in JSON a failure goes where the answer would, for the program that waits for one. */
    int show(Console console, Supplier<Report> work) {
        try {
            Report report = work.get();
            if (format == Format.JSON) {
                json(console, report.document());
            } else {
                report.lines().forEach(console.out()::println);
            }
            return report.status();
        } catch (CommandFailed e) {
            PrintWriter err = console.err();
            if (format == Format.JSON) {
                json(console, Map.of("error", e.failure()));
            } else {
                e.failure().lines().forEach(err::println);
            }
            return Report.ERROR;
        }
    }

    private static void json(Console console, Object document) {
        console.out().println(JSON.writeValueAsString(document));
    }
}
