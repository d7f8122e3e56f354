package org.palmgateway.gateway.command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.command.Revisions.Revision;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells in what the bundles of a directory differ from what their owners have published. */
@Command(
        name = "diff",
        description = {
            "Tell in what the bundles of a directory differ from what their owners have published.",
            "Layout, comments and order do not count."
        })
final class DiffCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "Directory of bundles, one file for each owner: OWNER.yaml.")
    private Path directory = Path.of("");

    @Mixin
    private AdminAccess admin = new AdminAccess();

    @Mixin
    private Output output = new Output();

    DiffCommand(Console console) {
        this.console = console;
    }

    /** What is written as JSON. */
    private record Document(boolean same, List<OwnerDocument> owners) {}

    private record OwnerDocument(
            String owner,
            @Nullable Revision published,
            @Nullable Revision pending,
            List<Difference> differences,
            @Nullable Failure error) {

        static OwnerDocument of(AdminApi api, LocalBundle bundle) {
            try {
                Compared compared = Compared.of(api, bundle);
                return new OwnerDocument(
                        bundle.owner(),
                        compared.revisions().published().orElse(null),
                        compared.revisions().pending().orElse(null),
                        compared.differences(),
                        null);
            } catch (CommandFailed e) {
                return new OwnerDocument(bundle.owner(), null, null, List.of(), e.failure());
            }
        }

        List<String> lines() {
            if (error != null) {
                return error.lines(owner);
            }
            List<String> lines = new ArrayList<>();
            String live = published == null
                    ? "nothing, since nothing is published"
                    : "published revision " + published.number();
            lines.add(owner + (differences.isEmpty() ? ": same as " : ": differs from ") + live);
            differences.forEach(difference -> lines.add("  " + difference));
            if (pending != null) {
                lines.add("  (revision " + pending.number() + " is pending: " + pending.stage() + ")");
            }
            return lines;
        }
    }

    @Override
    public Integer call() {
        return output.show(console, this::report);
    }

    private Report report() {
        AdminApi api = admin.openRegistry(console);
        List<OwnerDocument> owners = LocalBundle.in(directory).stream()
                .map(bundle -> OwnerDocument.of(api, bundle))
                .toList();
        boolean failed = owners.stream().anyMatch(owner -> owner.error() != null);
        boolean same = owners.stream().allMatch(owner -> owner.differences().isEmpty());
        return new Report(
                failed ? Report.ERROR : same ? Report.WELL : Report.DIFFERENT,
                new Document(same && !failed, owners),
                owners.stream().flatMap(owner -> owner.lines().stream()).toList());
    }
}
