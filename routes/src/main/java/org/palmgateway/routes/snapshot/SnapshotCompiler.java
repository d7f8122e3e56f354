package org.palmgateway.routes.snapshot;

import java.util.List;

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
}
