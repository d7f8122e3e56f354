package org.palmgateway.routes.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.Target;

/**
 * Makes the next snapshot from the last one and what changed.
 *
 * <p>Only changed bundles are compiled; the compiled routes of all others are carried over as they are, and the index
 * shares what it does not change. A bundle that is broken, or that collides with a live one, is quarantined alone: its
 * owner's last good bundle and everyone else's stay live. Quarantined bundles that only collide are tried again, so that
 * the end of a collision brings them in.
 *
 * <p>A pure function; safe for any number of threads.
 */
public final class SnapshotCompiler {

    /**
     * Compiles.
     *
     * @param last the snapshot to start from
     * @param changes what changed, at most one change for each owner
     * @return the next snapshot, its revision one higher
     */
    public Snapshot compile(Snapshot last, List<? extends BundleChange> changes) {
        return new Compilation(last).apply(changes);
    }

    /**
     * Compiles the same bundles with other policies, or for another moment. The compiled routes stay the same objects.
     *
     * @param last the snapshot to start from
     * @param book what operators say
     * @param now the moment, which decides what overrides hold
     * @return the next snapshot, its revision one higher
     */
    public Snapshot compile(Snapshot last, PolicyBook book, Instant now) {
        TrafficPolicies policies = TrafficPolicies.compile(
                book, last.regions(), now, last.bundles().values());
        return new Snapshot(
                last.revision() + 1, last.regions(), last.index(), last.bundles(), last.quarantined(), policies);
    }

    /**
     * Tells what would keep requests from ever passing, if a snapshot were live.
     *
     * @param next a snapshot of {@link #compile(Snapshot, PolicyBook, Instant)}
     * @return for each limit that is too small for a route's weight, what its burst would have to be
     */
    public List<DocumentProblem> unmeetable(Snapshot next) {
        List<DocumentProblem> problems = new ArrayList<>();
        for (CompiledBundle bundle : next.bundles().values()) {
            Set<CompiledRoute> speaking = new HashSet<>(bundle.outspoken());
            for (Target target : next.policies().book().policies().keySet()) {
                if (target.kind() == Target.Kind.ROUTE && bundle.routes().containsKey(target.id())) {
                    speaking.add(bundle.routes().get(target.id()));
                }
            }
            for (Unmeetable found : Unmeetable.in(next.policies(), speaking)) {
                problems.add(new DocumentProblem(
                        found.limit().source().toString(),
                        0,
                        "limits." + found.limit().limit().id() + ".burst",
                        Long.toString(found.limit().limit().burst()),
                        found.expectedBurst()));
            }
        }
        return problems;
    }
}
