package org.palmgateway.routes.snapshot;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;

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
                last.revision() + 1,
                last.regions(),
                last.index(),
                last.bundles(),
                last.quarantined(),
                policies,
                last.subscriptions());
    }

    /**
     * Tells what would keep requests from ever passing, now or when an override begins or ends later.
     *
     * @param last the snapshot in use
     * @param book what operators would say instead of what they say there
     * @param now the moment
     * @return for each limit that is too small for a route's weight, what its burst or the weight would have to be; none
     *     for those that are so already
     */
    public List<DocumentProblem> unmeetable(Snapshot last, PolicyBook book, Instant now) {
        Collection<CompiledBundle> bundles = last.bundles().values();
        Set<Unmeetable> found = Unmeetable.in(book, last.regions(), now, bundles);
        if (!found.isEmpty()) {
            found.removeAll(Unmeetable.in(last.policies().book(), last.regions(), now, bundles));
        }
        Map<String, Unmeetable> heaviest = new TreeMap<>();
        Map<String, Unmeetable> heavier = new TreeMap<>();
        for (Unmeetable each : found) {
            boolean asHeavyBefore = last.policies().of(each.route()).all().stream()
                    .anyMatch(policy -> policy.weight() == each.weight());
            if (asHeavyBefore) {
                heaviest.merge(each.limit().name(), each, (a, b) -> a.weight() >= b.weight() ? a : b);
            } else {
                heavier.putIfAbsent(each.route().route().id(), each);
            }
        }
        List<DocumentProblem> problems = new ArrayList<>();
        heaviest.values().forEach(each -> problems.add(each.ofBurst()));
        heavier.values().forEach(each -> problems.add(each.ofWeight()));
        return problems;
    }
}
