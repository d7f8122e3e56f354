package org.palmgateway.gateway.command;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;

/**
 * What came of applying one bundle.
 *
 * @param owner its owner
 * @param state how far it has come
 * @param revision number of the revision that has its text; 0 when there is none
 * @param replaced whose draft it took the place of; empty when there was none
 * @param differences in what it differed from what was published
 * @param behind nodes that do not serve it yet
 * @param error why it could not be done; null when it could
 */
record Applied(
        String owner,
        State state,
        long revision,
        String replaced,
        List<Difference> differences,
        List<String> behind,
        @Nullable Failure error) {

    enum State {
        /** It had been published before. */
        UNCHANGED("nothing to do"),
        /** All nodes serve it. */
        LIVE("live"),
        /** It is published, but not every node is known to serve it yet. */
        PUBLISHED("published, not yet live everywhere"),
        /** Somebody has to agree first. */
        IN_REVIEW("waits for somebody to agree"),
        /** It could not be done. */
        FAILED("failed");

        private final String words;

        State(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return Scalars.word(this);
        }
    }

    /** Copies the lists. */
    Applied {
        differences = List.copyOf(differences);
        behind = List.copyOf(behind);
    }

    static Applied failed(String owner, Failure why) {
        return new Applied(owner, State.FAILED, 0, "", List.of(), List.of(), why);
    }

    List<String> lines() {
        if (error != null) {
            return error.lines(owner);
        }
        List<String> lines = new ArrayList<>();
        lines.add(owner + ": " + state.words + (revision == 0 ? "" : " (revision " + revision + ")"));
        differences.forEach(difference -> lines.add("  " + difference));
        if (!replaced.isEmpty()) {
            lines.add("  replaced the draft of " + replaced);
        }
        if (!behind.isEmpty()) {
            lines.add("  not yet on " + String.join(", ", behind));
        }
        return lines;
    }
}
