package org.palmgateway.routes.registry;

import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.snapshot.Snapshot;

/** A look at what a change would do, before it is made. Asked with the registry locked, so it must be quick; asked by one thread at a time. */
public interface CandidateCheck {

    /**
     * Looks at a candidate.
     *
     * @param live the snapshot in use
     * @param candidate the snapshot that would take its place
     * @param owner whose bundle makes the difference
     * @return why it must not take its place; empty when it may
     */
    List<DocumentProblem> problems(Snapshot live, Snapshot candidate, String owner);
}
