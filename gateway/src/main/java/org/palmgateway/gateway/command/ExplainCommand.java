package org.palmgateway.gateway.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Asks a gateway what would become of a request. */
@Command(
        name = "explain",
        description = {
            "Ask a gateway which route a request would hit and why, or what comes nearest.",
            "You are told everything of your own owners' routes, of others' only the decision."
        })
final class ExplainCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "PATH", description = "Path of the request, as a client would send it.")
    private String path = "";

    @Option(names = "--method", paramLabel = "METHOD", description = "Its method; GET if left out.")
    private String method = "GET";

    @Option(names = "--region", paramLabel = "CODE", description = "Value of Palm-Region.")
    private @Nullable String region;

    @Option(
            names = "--audience",
            paramLabel = "AUDIENCE",
            description = "Audience of the caller's token: citizen, official or governor; left out: no token.")
    private @Nullable String audience;

    @Option(names = "--scope", paramLabel = "SCOPE", description = "A scope of the token; may be repeated.")
    private List<String> scopes = List.of();

    @Option(names = "--role", paramLabel = "ROLE", description = "A role of the caller; may be repeated.")
    private List<String> roles = List.of();

    @Option(names = "--assurance", paramLabel = "LEVEL", description = "Assurance level of the sign-in; 0 if left out.")
    private int assurance;

    @Option(names = "--application", paramLabel = "ID", description = "Client id of the application.")
    private @Nullable String application;

    @Option(names = "--draft", paramLabel = "OWNER", description = "Ask as if this owner's draft were live.")
    private @Nullable String draft;

    @Mixin
    private AdminAccess admin = new AdminAccess();

    @Mixin
    private Output output = new Output();

    ExplainCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return output.show(console, this::report);
    }

    private Report report() {
        JsonNode explanation = admin.open(console)
                .get("/api/explain?" + String.join("&", query()))
                .json();
        return new Report(
                explanation.hasNonNull("status") ? Report.DIFFERENT : Report.WELL,
                explanation,
                ExplanationText.of(method + " " + path, explanation));
    }

    private List<String> query() {
        List<String> query = new ArrayList<>();
        add(query, "method", method);
        add(query, "path", path);
        add(query, "region", region);
        add(query, "audience", audience);
        scopes.forEach(scope -> add(query, "scope", scope));
        roles.forEach(role -> add(query, "role", role));
        add(query, "assurance", Integer.toString(assurance));
        add(query, "application", application);
        add(query, "draft", draft);
        return query;
    }

    private static void add(List<String> query, String name, @Nullable String value) {
        if (value != null) {
            query.add(name + "=" + AdminApi.encoded(value));
        }
    }
}
