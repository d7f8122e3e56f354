package org.palmgateway.routes.store;

import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.snapshot.PolicyDifference;

/** What came of a wish to change the book. */
public sealed interface PolicyOutcome {

    /**
     * It is sound, and in force if it was more than a proposal.
     *
     * @param book the book with it
     * @param differences what it means for routes
     */
    record Sound(PolicyBook book, List<PolicyDifference> differences) implements PolicyOutcome {
        /** Copies the list. */
        public Sound {
            differences = List.copyOf(differences);
        }
    }

    /**
     * The book is no longer what the change starts from.
     *
     * @param current the version that there is
     */
    record Stale(long current) implements PolicyOutcome {}

    /**
     * It cannot be; what was live stays live.
     *
     * @param problems why, field by field
     */
    record Refused(List<DocumentProblem> problems) implements PolicyOutcome {
        /** Copies the list. */
        public Refused {
            problems = List.copyOf(problems);
        }
    }
}
