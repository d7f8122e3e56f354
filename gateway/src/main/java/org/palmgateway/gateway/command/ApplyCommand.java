package org.palmgateway.gateway.command;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.palmgateway.gateway.command.Applied.State;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes the bundles of a directory that differ from what is published. */
@Command(
        name = "apply",
        description = {
            "Publish the bundles of a directory that differ from what is published.",
            "A draft that an owner has is replaced; what is in review is not. Called again, it does nothing more.",
        })
final class ApplyCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "Directory of bundles, one file for each owner: OWNER.yaml.")
    private Path directory = Path.of("");

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why, in one line; it is kept in the audit.")
    private String reason = "";

    @Option(names = "--wait", description = "Wait until all nodes serve what is published, for ten seconds.")
    private boolean waits;

    @Mixin
    private AdminAccess admin = new AdminAccess();

    @Mixin
    private Output output = new Output();

    ApplyCommand(Console console) {
        this.console = console;
    }

    /** What is written as JSON. */
    private record Document(List<Applied> owners) {}

    @Override
    public Integer call() {
        return output.show(console, this::report);
    }

    private Report report() {
        Applying applying = new Applying(admin.openRegistry(console), reason, waits);
        List<Applied> owners =
                LocalBundle.in(directory).stream().map(applying::apply).toList();
        return new Report(
                status(owners),
                new Document(owners),
                owners.stream().flatMap(owner -> owner.lines().stream()).toList());
    }

    private int status(List<Applied> owners) {
        // Who asked to wait wants to be told that the wait was in vain.
        boolean failed = owners.stream()
                .anyMatch(owner -> owner.state() == State.FAILED || (waits && owner.state() == State.PUBLISHED));
        boolean waiting = owners.stream().anyMatch(owner -> owner.state() == State.IN_REVIEW);
        return failed ? Report.ERROR : waiting ? Report.DIFFERENT : Report.WELL;
    }
}
