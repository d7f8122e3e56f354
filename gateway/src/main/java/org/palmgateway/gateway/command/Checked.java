package org.palmgateway.gateway.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.palmgateway.gateway.explain.ExampleRuns;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.CandidateCheck.Failure;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Overlap;
import org.palmgateway.routes.snapshot.OverlapReport;
import org.palmgateway.routes.snapshot.Overlaps;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import org.palmgateway.routes.store.BundleStore;

/**
 * What a gateway with the bundles of a directory, and nothing else, would make of them.
 *
 * @param routes how many routes would be live
 * @param mistakes why bundles would not be live, and which examples would not hold
 * @param overlaps where an owner's route answers what another owner's would
 */
record Checked(int routes, List<DocumentProblem> mistakes, List<Overlap> overlaps) {

    /** Copies the lists. */
    Checked {
        mistakes = List.copyOf(mistakes);
        overlaps = List.copyOf(overlaps);
    }

    static Checked of(Path directory, RegionTree regions) {
        Snapshot snapshot = snapshot(directory, regions);
        List<DocumentProblem> mistakes = new ArrayList<>();
        snapshot.quarantined().values().forEach(quarantine -> mistakes.addAll(quarantine.problems()));
        new ExampleRuns(new ProblemTexts()).check(snapshot).forEach(failure -> mistakes.add(problem(failure)));
        List<Overlap> overlaps = new ArrayList<>();
        new TreeSet<>(snapshot.bundles().keySet()).forEach(owner -> overlaps.addAll(overlaps(snapshot, owner)));
        return new Checked(snapshot.size(), mistakes, overlaps);
    }

    private static DocumentProblem problem(Failure failure) {
        return new DocumentProblem(
                failure.origin().file(),
                failure.origin().line(),
                "examples." + failure.example(),
                failure.came(),
                failure.expected());
    }

    /** Each is told by the owner who takes something; of the other one's view only what leaves nothing at all. */
    private static List<Overlap> overlaps(Snapshot snapshot, String owner) {
        Snapshot without = new SnapshotCompiler().compile(snapshot, List.of(new BundleChange.Remove(owner)));
        OverlapReport report = new Overlaps().of(without, snapshot, owner);
        return Stream.concat(
                        report.shown(Overlap.Kind.SHADOWS).stream(), report.shown(Overlap.Kind.UNREACHABLE).stream())
                .toList();
    }

    /** The gateway's own store reads them, so that nothing is taken here that would be refused there. */
    private static Snapshot snapshot(Path directory, RegionTree regions) {
        Snapshot empty = new SnapshotCompiler().compile(Snapshot.empty(regions), PolicyBook.EMPTY, Instant.now());
        try {
            Path state = Files.createTempDirectory("palm-check");
            try {
                return BundleStore.open(directory, state, new LiveSnapshot(empty))
                        .live()
                        .current();
            } finally {
                delete(state);
            }
        } catch (IOException e) {
            throw new CommandFailed(String.valueOf(e.getMessage()));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
