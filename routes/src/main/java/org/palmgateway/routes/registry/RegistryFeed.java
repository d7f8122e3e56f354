package org.palmgateway.routes.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.UpstreamHosts;
import org.palmgateway.routes.registry.RevisionTable.Published;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Quarantine;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import org.palmgateway.routes.store.BundleFile;
import org.palmgateway.routes.store.LastGood;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps this node's snapshot in step with the registry.
 *
 * <p>Every change of the registry that makes something live has a number; the feed asks for those after the last that it serves. What it
 * serves is kept on disk too, so that a node boots and serves without its database. Owners that are in the directory of bundles are
 * left to it. Safe for any number of threads, which wait for each other.
 */
public final class RegistryFeed {

    private static final Logger LOG = LoggerFactory.getLogger(RegistryFeed.class);
    private static final Duration REPORT_EVERY = Duration.ofSeconds(2);

    private final RegistryDatabase database;
    private final RevisionTable revisions;
    private final NodeTable nodes;
    private final LiveSnapshot live;
    private final BundleReader reader;
    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final Predicate<String> inDirectory;
    private final LastGood lastGood;
    private final SubscriptionFeed subscriptions;
    private final String node;
    private final Clock clock;
    private final ReentrantLock turn = new ReentrantLock();
    /** What this node took from the registry, by owner; guarded by the turn. */
    private final Map<String, BundleFile> taken = new HashMap<>();
    /** Owners of the registry that the directory has a file of; guarded by the turn. */
    private final Set<String> hidden = new HashSet<>();

    private volatile long served = -1;
    private Instant reported = Instant.EPOCH;
    private String complaint = "";

    RegistryFeed(
            RegistryDatabase database,
            LiveSnapshot live,
            Predicate<String> inDirectory,
            Path state,
            String node,
            Clock clock) {
        this.database = database;
        this.revisions = new RevisionTable(database.jdbc());
        this.nodes = new NodeTable(database.jdbc());
        this.live = live;
        this.reader = new BundleReader(live.current().regions(), UpstreamHosts.guarded(address -> true));
        this.inDirectory = inDirectory;
        this.lastGood = new LastGood(state);
        this.subscriptions =
                new SubscriptionFeed(database, live, state.resolveSibling(state.getFileName() + "-subscriptions"));
        this.node = node;
        this.clock = clock;
    }

    /**
     * Brings in what was last served, then what the registry says.
     *
     * @throws RegistryRefused when the database does not answer and nothing was kept to serve instead
     */
    void open() {
        boolean restored = restore();
        exclusively(() -> {
            subscriptions.restore();
            return true;
        });
        try {
            exclusively(() -> {
                catchUp();
                return true;
            });
        } catch (RegistryRefused e) {
            if (!restored) {
                throw e;
            }
            LOG.warn("The registry does not answer; serving what it last said", e);
        }
    }

    private boolean restore() {
        try {
            List<BundleFile> files = lastGood.read().files();
            if (files.isEmpty()) {
                return false;
            }
            exclusively(() -> {
                take(files);
                return true;
            });
            LOG.info("Restored {} bundles of the registry", files.size());
            return true;
        } catch (IOException e) {
            LOG.warn("What the registry last said cannot be read; starting from the registry alone", e);
            return false;
        }
    }

    /** Takes a turn: nothing else of the registry goes live on this node meanwhile. */
    <T> T exclusively(Supplier<T> work) {
        turn.lock();
        try {
            return work.get();
        } finally {
            turn.unlock();
        }
    }

    /** Asks the registry for what is new, makes it live, and says so. An unreachable registry changes nothing. */
    public void refresh() {
        try {
            exclusively(() -> {
                catchUp();
                return true;
            });
            complaint = "";
        } catch (RegistryRefused e) {
            String cause = String.valueOf(e.getCause());
            if (!complaint.equals(cause)) {
                LOG.warn("The registry does not answer; what is live stays: {}", cause);
                complaint = cause;
            }
        }
    }

    /** Makes live whatever the registry has published since; in a turn. */
    void catchUp() {
        long sequence = database.read(database::sequence);
        List<Published> news = database.read(() -> revisions.publishedAfter(served));
        List<BundleFile> files = new ArrayList<>();
        for (Published published : news) {
            files.add(database.read(() -> file(published)));
        }
        hidden.stream()
                .filter(owner -> !inDirectory.test(owner))
                .map(owner -> database.read(() -> revisions.published(owner)))
                .flatMap(java.util.Optional::stream)
                .forEach(revision -> files.add(file(revision)));
        if (!files.isEmpty()) {
            take(files);
        }
        subscriptions.catchUp(sequence);
        // Whatever was published up to the number that was read first has been taken since.
        long last = news.isEmpty() ? sequence : news.get(news.size() - 1).sequence();
        served = Math.max(served, Math.max(last, sequence));
        report(!files.isEmpty());
    }

    private BundleFile file(Published published) {
        return revisions
                .find(published.owner(), published.number())
                .map(RegistryFeed::file)
                .orElseThrow(() -> new IllegalStateException("registry: revision " + published + " is missing"));
    }

    private static BundleFile file(BundleRevision revision) {
        return new BundleFile(revision.owner(), revision.format().file(revision.owner()), revision.text());
    }

    private void take(List<BundleFile> files) {
        List<BundleChange> changes = new ArrayList<>();
        for (BundleFile file : files) {
            if (inDirectory.test(file.owner())) {
                hidden.add(file.owner());
                continue;
            }
            hidden.remove(file.owner());
            BundleFile before = taken.put(file.owner(), file);
            if (!file.equals(before)) {
                changes.add(new BundleChange.Put(reader.read(file.owner(), file.file(), file.text())));
            }
        }
        if (!changes.isEmpty()) {
            Snapshot next = live.update(last -> compiler.compile(last, changes));
            for (BundleChange change : changes) {
                Quarantine quarantine = next.quarantined().get(change.owner());
                if (quarantine != null) {
                    LOG.warn("Bundle {} of the registry is quarantined on this node: {}", change.owner(), quarantine);
                }
            }
            keep(changes);
        }
    }

    /** Makes a candidate live whose change has been committed; in the turn in which it was made. */
    @SuppressWarnings("ReferenceEquality") // The candidate stands only on the very snapshot that it was made from.
    void serve(Candidate candidate, BundleFile file, long sequence) {
        List<BundleChange> changes = List.of(candidate.change());
        live.update(last -> last == candidate.live() ? candidate.snapshot() : compiler.compile(last, changes));
        taken.put(file.owner(), file);
        served = sequence;
        keep(changes);
        try {
            report(true);
        } catch (RegistryRefused e) {
            LOG.debug("Not reported; the next look at the registry will", e);
        }
    }

    private void keep(List<BundleChange> changes) {
        Map<String, String> digests = new HashMap<>();
        taken.values().forEach(file -> digests.put(file.digest(), file.file()));
        List<BundleFile> texts = changes.stream()
                .map(change -> taken.get(change.owner()))
                .filter(java.util.Objects::nonNull)
                .toList();
        try {
            lastGood.write(live.current().revision(), digests, texts);
        } catch (IOException e) {
            LOG.warn("What the registry says could not be kept; a start without it would not find it", e);
        }
    }

    private void report(boolean changed) {
        Instant now = clock.instant();
        if (changed || Duration.between(reported, now).compareTo(REPORT_EVERY) >= 0) {
            NodeState state = new NodeState(node, served, live.current().revision(), now);
            database.aside(() -> nodes.report(state));
            reported = now;
        }
    }

    /** Returns the last change of the registry that this node serves; -1 while it has not heard of it. */
    public long served() {
        return served;
    }

    /** Returns how far the nodes have come that are up. */
    public List<NodeState> nodes() {
        return database.read(() -> nodes.up(clock.instant()));
    }

    /** Says that this node is going. */
    void leave() {
        try {
            database.aside(() -> nodes.forget(node));
        } catch (RegistryRefused e) {
            LOG.debug("Not said; the node will be taken for stopped after a while", e);
        }
    }
}
