package org.palmgateway.routes.registry;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.snapshot.CandidateCheck;
import org.palmgateway.routes.snapshot.CandidateCheck.Failure;
import org.palmgateway.routes.snapshot.Snapshot;

/** What a change would break of what owners rely on. A pure function. */
final class Broken {

    private Broken() {}

    /**
     * Returns what holds now and would no longer. What does not hold anyway is no reason to refuse a change of somebody else's.
     *
     * @param candidate the snapshot with the change
     * @param live the snapshot in use
     * @param check looks at snapshots
     */
    static List<DocumentProblem> by(Snapshot candidate, Snapshot live, CandidateCheck check) {
        List<Failure> failures = check.check(candidate);
        if (failures.isEmpty()) {
            return List.of();
        }
        Set<Failure> already = new HashSet<>(check.check(live));
        return failures.stream()
                .filter(failure -> !already.contains(failure))
                .map(Broken::problem)
                .toList();
    }

    private static DocumentProblem problem(Failure failure) {
        return new DocumentProblem(
                failure.origin().file(),
                failure.origin().line(),
                "examples." + failure.example() + " of " + failure.owner(),
                failure.came(),
                failure.expected());
    }
}
