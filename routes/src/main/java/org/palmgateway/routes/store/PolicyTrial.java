package org.palmgateway.routes.store;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.snapshot.PolicyDifference;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/**
 * What would come of a change. A pure function of the snapshot in use, the change and the time.
 *
 * @param outcome what came of it
 * @param after the snapshot with it; the one in use when it cannot be
 */
record PolicyTrial(PolicyOutcome outcome, Snapshot after) {

    static PolicyTrial of(Snapshot live, PolicyEdit edit, Instant now) {
        SnapshotCompiler compiler = new SnapshotCompiler();
        PolicyBook book = live.policies().book().without(now);
        @Nullable Long current = unexpected(edit, book);
        if (current != null) {
            return new PolicyTrial(new PolicyOutcome.Stale(current), live);
        }
        PolicyBook next = book.with(edit.changes());
        List<DocumentProblem> problems = PolicyChecks.of(live, book, next, edit, now);
        if (problems.isEmpty()) {
            problems = compiler.unmeetable(live, next, now);
        }
        if (!problems.isEmpty()) {
            return new PolicyTrial(new PolicyOutcome.Refused(problems), live);
        }
        Set<PolicyDifference> differences = new LinkedHashSet<>();
        for (Instant moment : moments(edit, book, now)) {
            differences.addAll(PolicyDifference.between(
                    compiler.compile(live, book, moment), compiler.compile(live, next, moment)));
        }
        return new PolicyTrial(
                new PolicyOutcome.Sound(next, new ArrayList<>(differences)), compiler.compile(live, next, now));
    }

    /** Returns the version that there is when another one was expected, else null. */
    private static @Nullable Long unexpected(PolicyEdit edit, PolicyBook book) {
        if (edit.expected() instanceof PolicyEdit.Expected.OfBook expected && expected.version() != book.version()) {
            return book.version();
        }
        if (edit.expected() instanceof PolicyEdit.Expected.OfPolicy expected) {
            for (Change change : edit.changes()) {
                if (change instanceof Change.OfPolicy policy) {
                    long found = book.at(policy.target())
                            .map(PolicyBook.Entry::version)
                            .orElse(0L);
                    if (found != expected.version()) {
                        return found;
                    }
                }
            }
        }
        return null;
    }

    /** Returns when the change takes effect: now, and for overrides that are yet to begin, then. */
    private static Set<Instant> moments(PolicyEdit edit, PolicyBook book, Instant now) {
        Set<Instant> moments = new TreeSet<>(Set.of(now));
        for (Change change : edit.changes()) {
            if (change instanceof Change.OfOverride override) {
                addBeginning(moments, override.override(), now);
                addBeginning(moments, book.overrides().get(override.id()), now);
            }
        }
        return moments;
    }

    private static void addBeginning(Set<Instant> moments, @Nullable TrafficOverride override, Instant now) {
        if (override != null && override.terms().from().isAfter(now)) {
            moments.add(override.terms().from());
        }
    }
}
