package org.palmgateway.gateway.command;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Verifies the audit: an export of it without any gateway, or that of a gateway. */
@Command(
        name = "verify",
        description = {
            "Tell whether anything was changed in, left out of or put into the audit.",
            "That its end was cut off shows only by comparison: keep the last hash that is printed elsewhere."
        })
final class VerifyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description = "An export of the audit, from GET /api/audit/export. It is verified without a gateway.")
    private @Nullable Path file;

    @Option(names = "--admin", paramLabel = "URL", description = AdminAccess.ADMIN)
    private @Nullable URI admin;

    @Option(names = "--token-file", paramLabel = "FILE", description = AdminAccess.TOKEN_FILE)
    private @Nullable Path tokenFile;

    @Mixin
    private Output output = new Output();

    VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return output.show(console, () -> report(verified()));
    }

    private Verified verified() {
        if (file != null && admin == null) {
            return AuditExport.verify(file);
        }
        if (admin == null || file != null) {
            throw new CommandFailed(
                    "audit verify: " + (file == null ? "nothing" : "both") + " (expected: either FILE or --admin URL)");
        }
        JsonNode answer = AdminApi.open(admin, AccessToken.of(tokenFile, console))
                .get("/api/audit/verify")
                .json();
        return new Verified(
                answer.path("entries").asLong(),
                answer.path("last").asString(""),
                StreamSupport.stream(answer.path("problems").spliterator(), false)
                        .map(problem -> problem.asString(""))
                        .toList());
    }

    private static Report report(Verified verified) {
        List<String> lines = new ArrayList<>(verified.problems());
        lines.add("entries: " + verified.entries() + ", " + (verified.isWhole() ? "whole" : "NOT whole"));
        lines.add("last hash " + verified.last());
        return new Report(verified.isWhole() ? Report.WELL : Report.ERROR, verified, lines);
    }
}
