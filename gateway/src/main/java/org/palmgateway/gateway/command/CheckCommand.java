package org.palmgateway.gateway.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.explain.OverlapView;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.Overlap;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks the bundles of a directory together, without any gateway. */
@Command(
        name = "check",
        description = {
            "Check the bundles of a directory together, as a gateway would, and run their examples. Needs no gateway.",
            "Where routes of several owners share requests, that is said; it is no mistake by itself."
        })
final class CheckCommand implements Callable<Integer> {

    private final Console console;

    @Parameters(paramLabel = "DIR", description = "Directory of bundles, one file for each owner: OWNER.yaml.")
    private Path directory = Path.of("");

    @Option(
            names = "--divisions",
            paramLabel = "FILE",
            description = "Table code,name,level,parent of the regions; those of Zhejiang if left out.")
    private @Nullable Path divisions;

    @Mixin
    private Output output = new Output();

    CheckCommand(Console console) {
        this.console = console;
    }

    /** What is written as JSON. */
    private record Document(
            boolean sound, int bundles, int routes, List<DocumentProblem> mistakes, List<OverlapView> overlaps) {}

    @Override
    public Integer call() {
        return output.show(console, this::report);
    }

    private Report report() {
        // Said here, since the store would say it of a missing mount.
        int bundles = LocalBundle.in(directory).size();
        Checked checked = Checked.of(directory, regions());
        boolean sound = checked.mistakes().isEmpty();
        List<String> lines = new ArrayList<>();
        checked.mistakes().forEach(mistake -> lines.add(mistake.toString()));
        checked.overlaps().forEach(overlap -> lines.add(line(overlap)));
        lines.add("bundles: " + bundles + ", routes: " + checked.routes() + ", mistakes: "
                + checked.mistakes().size() + ", overlaps between owners: "
                + checked.overlaps().size());
        return new Report(
                sound ? Report.WELL : Report.ERROR,
                new Document(
                        sound,
                        bundles,
                        checked.routes(),
                        checked.mistakes(),
                        checked.overlaps().stream().map(OverlapView::of).toList()),
                lines);
    }

    private static String line(Overlap overlap) {
        Overlap.Example example = overlap.example();
        String request =
                example.method() + " " + example.path() + (example.region() == null ? "" : " in " + example.region());
        return overlap.kind() == Overlap.Kind.UNREACHABLE
                ? overlap.own() + " is reached by no request; " + overlap.other() + " of " + overlap.owner()
                        + " answers such as " + request
                : overlap.own() + " shadows " + overlap.other() + " of " + overlap.owner() + " for such as " + request;
    }

    private RegionTree regions() {
        if (divisions == null) {
            return Divisions.zhejiang();
        }
        try (BufferedReader table = Files.newBufferedReader(divisions)) {
            return Divisions.read(table);
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed("--divisions: " + divisions + ": " + e.getMessage()
                    + " (expected: a table code,name,level,parent)");
        }
    }
}
