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
import java.util.Optional;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Revision;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.PolicyDifference;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
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

    private final PolicyJournal journal;
    private final LiveSnapshot live;
    private final Clock clock;
    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private Optional<Instant> nextTurn = Optional.empty();

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
        PolicyBook lasting = store.journal.book().without(now);
        // Not a change: the revision counts from what bundles make of it.
        live.update(snapshot -> store.compiler.compile(snapshot, lasting, now).withRevision(snapshot.revision()));
        store.nextTurn = lasting.nextTurn(now);
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
    public synchronized PolicyOutcome propose(PolicyEdit edit) {
        return outcome(edit, clock.instant());
    }

    /**
     * Makes a change.
     *
     * @throws UncheckedIOException when it cannot be written down; it is not live then
     */
    public synchronized PolicyOutcome change(PolicyEdit edit) {
        Instant now = clock.instant();
        PolicyOutcome outcome = outcome(edit, now);
        if (outcome instanceof PolicyOutcome.Sound) {
            Revision revision = Revision.of(book(), edit.changes(), edit.author(), edit.reason(), now);
            try {
                journal.append(revision);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            activate(book().with(edit.changes()), now);
            LOG.info("Policies: version {} by {}: {}", revision.version(), revision.author(), revision.reason());
        }
        return outcome;
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
        Instant now = clock.instant();
        Map<String, Change> changes = new LinkedHashMap<>();
        later.forEach(revision -> revision.undo().forEach(change -> changes.put(key(change), change)));
        return Optional.of(changes.values().stream()
                .filter(change -> !(change instanceof Change.OfOverride override
                        && override.override() != null
                        && !override.override().terms().until().isAfter(now)))
                .toList());
    }

    private static String key(Change change) {
        return change instanceof Change.OfPolicy policy
                ? policy.target().toString()
                : ((Change.OfOverride) change).id();
    }

    /** Lets overrides begin and end; to be called again and again. */
    public synchronized void refresh() {
        Instant now = clock.instant();
        if (nextTurn.isPresent() && !now.isBefore(nextTurn.get())) {
            activate(book(), now);
            LOG.info("Policies: an override has begun or ended");
        }
    }

    private PolicyOutcome outcome(PolicyEdit edit, Instant now) {
        Snapshot before = live.current();
        PolicyBook book = before.policies().book();
        long current = version(edit, book);
        if (current >= 0) {
            return new PolicyOutcome.Stale(current);
        }
        PolicyBook next = book.with(edit.changes());
        List<DocumentProblem> problems = new ArrayList<>(PolicyChecks.of(before, next, edit.changes(), now));
        if (!problems.isEmpty()) {
            return new PolicyOutcome.Refused(problems);
        }
        Snapshot after = compiler.compile(before, next, now);
        problems.addAll(compiler.unmeetable(after));
        problems.removeAll(compiler.unmeetable(before));
        return problems.isEmpty()
                ? new PolicyOutcome.Sound(next, PolicyDifference.between(before, after))
                : new PolicyOutcome.Refused(problems);
    }

    /** Returns the version that there is when another one was expected, else -1. */
    private static long version(PolicyEdit edit, PolicyBook book) {
        if (edit.expected() instanceof PolicyEdit.Expected.OfBook expected && expected.version() != book.version()) {
            return book.version();
        }
        if (edit.expected() instanceof PolicyEdit.Expected.OfPolicy expected) {
            for (Change change : edit.changes()) {
                long found = change instanceof Change.OfPolicy policy
                        ? book.at(policy.target())
                                .map(PolicyBook.Entry::version)
                                .orElse(0L)
                        : expected.version();
                if (found != expected.version()) {
                    return found;
                }
            }
        }
        return -1;
    }

    private void activate(PolicyBook book, Instant now) {
        PolicyBook lasting = book.without(now);
        live.update(snapshot -> compiler.compile(snapshot, lasting, now));
        nextTurn = lasting.nextTurn(now);
    }
}
