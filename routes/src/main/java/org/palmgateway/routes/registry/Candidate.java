package org.palmgateway.routes.registry;

import java.util.List;
import java.util.stream.Stream;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.OverlapReport;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * What a revision would make of the live snapshot.
 *
 * @param live the snapshot it starts from
 * @param snapshot the snapshot with the revision in it; the revision is quarantined there when it collides with others
 * @param change the change between the two
 * @param overlaps the requests that its new routes would share with those of other owners, each with an example
 * @param problems why it may not go live; empty when it may
 */
public record Candidate(
        Snapshot live, Snapshot snapshot, BundleChange change, OverlapReport overlaps, List<DocumentProblem> problems) {

    /** Copies the problems. */
    public Candidate {
        problems = List.copyOf(problems);
    }

    /** Returns it with further reasons why it may not go live. */
    Candidate with(List<DocumentProblem> further) {
        return new Candidate(
                live,
                snapshot,
                change,
                overlaps,
                Stream.concat(problems.stream(), further.stream()).toList());
    }
}
