package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Quarantine;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import org.palmgateway.routes.snapshot.TrafficPolicies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the live snapshot in step with a directory of bundles.
 *
 * <p>At the start the last good snapshot is taken from disk and then the directory's changes on top of it, so that a bundle
 * that broke while the node was down is quarantined like any other and its last good one serves. Not safe for several
 * threads: after {@link #open} one thread calls {@link #refresh}.
 */
public final class BundleStore {

    private static final Logger LOG = LoggerFactory.getLogger(BundleStore.class);

    private final BundleReader reader;
    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final BundleDirectory directory;
    private final LastGood lastGood;
    private final LiveSnapshot live;
    /** Texts that have been read and may yet become active: those of this round and of quarantined candidates. */
    private final Map<String, BundleFile> texts = new HashMap<>();
    /** What the active bundles were read from, by owner. */
    private final Map<String, Version> active = new HashMap<>();

    /** Owners with a file in the directory, or with one when it was last seen; others are somebody else's to change. */
    private final Set<String> owners = ConcurrentHashMap.newKeySet();

    /** The policies that quarantined candidates were last tried under. */
    private TrafficPolicies triedUnder;

    private String complaint = "";

    private record Version(String digest, String file) {}

    private BundleStore(Path directory, Path state, LiveSnapshot live) {
        this.reader = new BundleReader(live.current().regions());
        this.directory = new BundleDirectory(directory);
        this.lastGood = new LastGood(state);
        this.live = live;
        this.triedUnder = live.current().policies();
    }

    /**
     * Opens a directory and makes its snapshot live.
     *
     * @param directory the bundles, one file each
     * @param state where the last good snapshot is kept; made when missing
     * @param regions the regions that bundles may name
     * @return the open store
     * @throws IOException when the directory cannot be read and no last good snapshot is there to serve instead
     */
    public static BundleStore open(Path directory, Path state, RegionTree regions) throws IOException {
        return open(directory, state, new LiveSnapshot(Snapshot.empty(regions)));
    }

    /**
     * Opens a directory and adds its bundles to a live snapshot.
     *
     * @param directory the bundles, one file each
     * @param state where the last good snapshot is kept; made when missing
     * @param live the snapshot in use, whose regions bundles may name
     * @return the open store
     * @throws IOException when the directory cannot be read and no last good snapshot is there to serve instead
     */
    public static BundleStore open(Path directory, Path state, LiveSnapshot live) throws IOException {
        BundleStore store = new BundleStore(directory, state, live);
        store.restore();
        try {
            store.apply(store.directory.first(store.known()));
        } catch (IOException e) {
            if (store.active.isEmpty()) {
                throw new IOException(
                        "bundles directory: " + directory + " cannot be read (expected: a readable directory): " + e,
                        e);
            }
            LOG.warn(
                    "Bundles directory {} cannot be read; serving the last good snapshot: {}", directory, e.toString());
        }
        return store;
    }

    /** Returns where the snapshot in use is found. */
    public LiveSnapshot live() {
        return live;
    }

    /**
     * Looks at the directory once and makes what changed live. A directory that cannot be read changes nothing.
     *
     * @return whether something changed that is not live yet, since only the next look can tell whether all of it is there
     */
    public boolean refresh() {
        try {
            BundleDirectory.Look look = directory.again(known());
            complaint = "";
            apply(look);
            return look.unsettled();
        } catch (IOException e) {
            if (!complaint.equals(e.toString())) {
                LOG.warn("Bundles directory cannot be read; the live snapshot stays: {}", e.toString());
                complaint = e.toString();
            }
            return false;
        }
    }

    private void restore() {
        try {
            LastGood.Kept kept = lastGood.read();
            if (!kept.files().isEmpty()) {
                List<BundleChange> changes = put(kept.files());
                activate(before -> compiler.compile(
                        before.withRevision(Math.max(before.revision(), kept.revision() - 1)), changes));
                LOG.info("Restored the last good snapshot: {}", summary());
            }
        } catch (IOException e) {
            LOG.warn("The last good snapshot cannot be read; starting from the directory alone: {}", e.toString());
        }
    }

    /** Tells whether an owner's bundle comes from the directory. Safe for any number of threads. */
    public boolean has(String owner) {
        return owners.contains(owner);
    }

    private Set<String> known() {
        Set<String> known = new HashSet<>(live.current().bundles().keySet());
        known.addAll(live.current().quarantined().keySet());
        known.retainAll(owners);
        return known;
    }

    private void apply(BundleDirectory.Look look) {
        List<BundleChange> changes = new ArrayList<>(put(look.changed().stream()
                .filter(file -> !isActive(file) || live.current().quarantined().containsKey(file.owner()))
                .toList()));
        look.unreadable().forEach(broken -> changes.add(new BundleChange.Put(broken)));
        look.gone().forEach(owner -> changes.add(new BundleChange.Remove(owner)));
        changes.stream().map(BundleChange::owner).forEach(owners::add);
        owners.removeAll(look.gone());
        if (!changes.isEmpty() || mayHaveBecomeFit()) {
            Snapshot before = live.current();
            activate(last -> compiler.compile(last, changes));
            report(before, live.current());
            save();
        }
    }

    /** A candidate that was too heavy for a limit may be fit for others. */
    private boolean mayHaveBecomeFit() {
        Snapshot snapshot = live.current();
        return snapshot.policies() != triedUnder
                && snapshot.quarantined().values().stream()
                        .anyMatch(quarantine -> quarantine.candidate().isPresent());
    }

    private boolean isActive(BundleFile file) {
        Version version = active.get(file.owner());
        return version != null && version.digest().equals(file.digest());
    }

    /** Reads texts: by all processors while nothing is served that would have to wait for one. */
    private List<BundleChange> put(List<BundleFile> files) {
        for (BundleFile file : files) {
            texts.put(file.owner(), file);
            owners.add(file.owner());
        }
        boolean serving = !live.current().bundles().isEmpty();
        return (serving ? files.stream() : files.parallelStream())
                .<BundleChange>map(file -> new BundleChange.Put(reader.read(file.owner(), file.file(), file.text())))
                .toList();
    }

    private void activate(UnaryOperator<Snapshot> change) {
        Snapshot next = live.update(change);
        triedUnder = next.policies();
        active.keySet().retainAll(next.bundles().keySet());
        texts.forEach((owner, file) -> {
            if (next.bundles().containsKey(owner) && !next.quarantined().containsKey(owner)) {
                active.put(owner, new Version(file.digest(), file.file()));
            }
        });
    }

    private void save() {
        Snapshot snapshot = live.current();
        Map<String, String> digests = new HashMap<>();
        active.values().forEach(version -> digests.put(version.digest(), version.file()));
        try {
            lastGood.write(snapshot.revision(), digests, texts.values());
        } catch (IOException e) {
            LOG.warn("The last good snapshot could not be kept; a restart would not find it: {}", e.toString());
        }
        forgetTexts();
    }

    private void forgetTexts() {
        texts.keySet().removeIf(owner -> !live.current().quarantined().containsKey(owner));
    }

    private void report(Snapshot before, Snapshot now) {
        LOG.info("Live: {}", summary());
        for (Quarantine quarantine : now.quarantined().values()) {
            if (!Objects.equals(before.quarantined().get(quarantine.owner()), quarantine)) {
                LOG.warn(
                        "Bundle {} is quarantined, {}:",
                        quarantine.owner(),
                        quarantine.stillLive() == null
                                ? "none of its routes are live"
                                : "its last good one of revision " + quarantine.stillLive() + " stays live");
                for (DocumentProblem problem : quarantine.problems()) {
                    LOG.warn("  {}", problem);
                }
            }
        }
    }

    private String summary() {
        Snapshot snapshot = live.current();
        return "revision " + snapshot.revision() + ", " + snapshot.bundles().size() + " bundles, " + snapshot.size()
                + " routes, " + snapshot.quarantined().size() + " quarantined";
    }
}
