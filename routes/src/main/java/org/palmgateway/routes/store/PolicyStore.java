package org.palmgateway.routes.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Revision;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import org.palmgateway.routes.snapshot.TrafficPolicies;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what operators say about traffic, on disk and in the live snapshot.
 *
 * <p>A change is checked, written down and then live before {@link #change} returns; what is refused changes nothing. Safe for any
 * number of threads; reading and writing files blocks, so none of them may be one that serves requests.
 */
public final class PolicyStore {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyStore.class);
    private static final SnapshotCompiler COMPILER = new SnapshotCompiler();

    private final PolicyJournal journal;
    private final LiveSnapshot live;
    private final Clock clock;

    private PolicyStore(PolicyJournal journal, LiveSnapshot live, Clock clock) {
        this.journal = journal;
        this.live = live;
        this.clock = clock;
    }

    /**
     * Opens a directory and makes what is written there live.
     *
     * @param directory where the journal is kept; made when missing
     * @param live the snapshot to keep up to date
     * @param clock decides what overrides hold
     * @throws IOException when the journal cannot be read
     */
    public static PolicyStore open(Path directory, LiveSnapshot live, Clock clock) throws IOException {
        PolicyStore store = new PolicyStore(PolicyJournal.open(directory), live, clock);
        Instant now = clock.instant();
        PolicyBook book = store.journal.book().without(now);
        // Not a change: the revision counts from what bundles make of it.
        live.update(snapshot -> COMPILER.compile(snapshot, book, now).withRevision(snapshot.revision()));
        return store;
    }

    /** Returns the live book. */
    public PolicyBook book() {
        return live.current().policies().book();
    }

    /** Returns the revisions that are kept, the newest first. */
    public synchronized List<Revision> history() {
        List<Revision> revisions = new ArrayList<>(journal.revisions());
        Collections.reverse(revisions);
        return revisions;
    }

    /** Tells what would come of a change, without making it. */
    public PolicyOutcome propose(PolicyEdit edit) {
        return PolicyTrial.of(live.current(), edit, clock.instant()).outcome();
    }

    /**
     * Makes a change.
     *
     * @throws UncheckedIOException when it cannot be written down; it is not live then
     */
    public synchronized PolicyOutcome change(PolicyEdit edit) {
        Instant now = clock.instant();
        AtomicReference<PolicyOutcome> outcome = new AtomicReference<>();
        // Bundles wait meanwhile, so that what was checked is what becomes live.
        live.update(snapshot -> {
            PolicyTrial trial = PolicyTrial.of(snapshot, edit, now);
            outcome.set(trial.outcome());
            if (trial.outcome() instanceof PolicyOutcome.Sound) {
                write(Revision.of(
                        snapshot.policies().book().without(now), edit.changes(), edit.author(), edit.reason(), now));
            }
            return trial.after();
        });
        return Objects.requireNonNull(outcome.get());
    }

    private void write(Revision revision) {
        try {
            journal.append(revision);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        LOG.info("Policies: version {} by {}: {}", revision.version(), revision.author(), revision.reason());
    }

    /**
     * Returns the changes that lead back to what an earlier version said. Overrides that have ended since stay ended.
     *
     * @return the changes, none when it is the same; empty when the version is not in the history
     */
    public synchronized Optional<List<Change>> backTo(long version) {
        List<Revision> later = history().stream()
                .filter(revision -> revision.version() > version)
                .toList();
        if (version < 0 || version > book().version() || later.size() != book().version() - version) {
            return Optional.empty();
        }
        PolicyBook book = book().without(clock.instant());
        Map<String, Change> changes = new LinkedHashMap<>();
        later.forEach(revision -> revision.undo().forEach(change -> changes.put(key(change), change)));
        return Optional.of(changes.values().stream()
                .filter(change -> !book.says(change) && !hasEnded(change))
                .toList());
    }

    private boolean hasEnded(Change change) {
        return change instanceof Change.OfOverride override
                && override.override() != null
                && !override.override().terms().until().isAfter(clock.instant());
    }

    private static String key(Change change) {
        return change instanceof Change.OfPolicy policy
                ? policy.target().toString()
                : ((Change.OfOverride) change).id();
    }

    /** Lets overrides begin and end; to be called again and again. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        TrafficPolicies policies = live.current().policies();
        Optional<Instant> turn = policies.book().nextTurn(policies.at());
        if (turn.isPresent() && !now.isBefore(turn.get())) {
            live.update(snapshot ->
                    COMPILER.compile(snapshot, snapshot.policies().book().without(now), now));
            LOG.info("Policies: an override has begun or ended");
        }
    }
}
