package org.palmgateway.routes.registry;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.registry.BundleRevision.Stage;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.CandidateCheck;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.OverlapReport;
import org.palmgateway.routes.snapshot.Overlaps;
import org.palmgateway.routes.snapshot.Quarantine;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;
import org.palmgateway.routes.store.BundleFile;

/**
 * Brings revisions from draft to live, and back to older ones.
 *
 * <p>What goes live is first compiled into a candidate and looked at from all sides; then it is committed; then it is live here. So
 * nothing is acknowledged that a crash could lose, and nothing is live that was not committed. Safe for any number of threads: those of
 * this node take turns, those of other nodes wait at the database.
 */
public final class Publishing {

    private final RegistryDatabase database;
    private final RevisionTable table;
    private final OwnerTable owners;
    private final Permissions permissions;
    private final Trail trail;
    private final RegistryFeed feed;
    private final LiveSnapshot live;
    private final BundleReader reader;
    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final Overlaps overlaps = new Overlaps();
    private final List<CandidateCheck> checks;
    private final Retirement retirement;
    private final Predicate<String> inDirectory;
    private final Clock clock;

    Publishing(
            RegistryDatabase database,
            RevisionTable table,
            OwnerTable owners,
            Permissions permissions,
            Trail trail,
            RegistryFeed feed,
            LiveSnapshot live,
            List<CandidateCheck> checks,
            Retirement retirement,
            BundleReader reader,
            Predicate<String> inDirectory,
            Clock clock) {
        this.database = database;
        this.table = table;
        this.owners = owners;
        this.permissions = permissions;
        this.trail = trail;
        this.feed = feed;
        this.live = live;
        this.reader = reader;
        this.checks = List.copyOf(checks);
        this.retirement = retirement;
        this.inDirectory = inDirectory;
        this.clock = clock;
    }

    /**
     * What came of asking for something to go live.
     *
     * @param revision the revision as it is now
     * @param sequence the change of the registry that made it live; 0 when it waits for somebody to agree
     */
    public record Published(BundleRevision revision, long sequence) {}

    private record Committed(BundleRevision revision, Candidate candidate, long sequence) {}

    /** Looks at what the pending revision of an owner would do. */
    public Candidate candidate(String owner, Actor actor) {
        BundleRevision pending = database.read(() -> {
            permissions.visible(owner, actor);
            return table.pending(owner).orElseThrow(() -> unknown("draft of " + owner));
        });
        return feed.exclusively(() -> {
            feed.catchUp();
            return database.read(() -> candidate(pending, actor));
        });
    }

    /**
     * Submits an owner's draft. It goes live at once when nobody has to agree.
     *
     * @param owner the owner
     * @param expected the version of the draft that was looked at
     * @param actor who submits it
     * @param reason why
     * @throws RegistryRefused with {@link Refusal.Unfit} when it could not go live as things are now
     */
    public Published submit(String owner, Expected expected, Actor actor, String reason) {
        return feed.exclusively(() -> {
            Object done = database.change(sequence -> {
                Owner known = permissions.writable(owner, actor);
                BundleRevision draft = table.pending(owner).orElseThrow(() -> unknown("draft of " + owner));
                Stages.require(draft, Stage.DRAFT);
                expected.check(draft.version());
                feed.catchUp();
                Candidate candidate = fit(draft, actor);
                if (known.approval() == Owner.Approval.NONE) {
                    BundleRevision submitted = Stages.submitted(draft, Stage.IN_REVIEW, actor.name(), draft.version());
                    return commit(submitted, candidate, actor, reason, sequence);
                }
                BundleRevision submitted =
                        Stages.submitted(draft, Stage.IN_REVIEW, actor.name(), database.nextVersion());
                table.update(submitted);
                trail.leave(actor, "revision.submitted", target(submitted), reason, Map.of());
                return submitted;
            });
            return done instanceof Committed committed ? live(committed) : new Published((BundleRevision) done, 0);
        });
    }

    /**
     * Agrees to a revision in review, which makes it live. One that is live already stays so.
     *
     * @throws RegistryRefused with {@link Refusal.Unfit} when it cannot go live as things are now
     */
    public Published approve(String owner, long number, Actor actor, String reason) {
        return feed.exclusively(() -> {
            Object done = database.change(sequence -> {
                Owner known = permissions.visible(owner, actor);
                BundleRevision revision = revision(owner, number);
                permissions.mayDecide(known, actor, String.valueOf(revision.submittedBy()));
                if (revision.stage() == Stage.PUBLISHED) {
                    return new Published(revision, sequence);
                }
                Stages.require(revision, Stage.IN_REVIEW);
                feed.catchUp();
                return commit(revision, fit(revision, actor), actor, reason, sequence);
            });
            return done instanceof Committed committed ? live(committed) : (Published) done;
        });
    }

    /** Does not agree to a revision in review. */
    public BundleRevision refuse(String owner, long number, Actor actor, String reason) {
        return database.change(sequence -> {
            Owner known = permissions.visible(owner, actor);
            BundleRevision revision = revision(owner, number);
            permissions.mayDecide(known, actor, String.valueOf(revision.submittedBy()));
            Stages.require(revision, Stage.IN_REVIEW);
            BundleRevision refused =
                    Stages.decided(revision, Stage.REFUSED, actor, reason, clock.instant(), database.nextVersion());
            table.update(refused);
            trail.leave(actor, "revision.refused", target(refused), reason, Map.of());
            return refused;
        });
    }

    /**
     * Makes an older revision live again, as a new one with its text. What is pending stays as it is.
     *
     * @param number the revision whose text is to be live; one that was never live is refused
     */
    public Published rollBack(String owner, long number, Actor actor, String reason) {
        return feed.exclusively(() -> live(database.change(sequence -> {
            permissions.mayPublishAlone(permissions.visible(owner, actor), actor);
            BundleRevision old = revision(owner, number);
            Stages.require(old, Stage.SUPERSEDED);
            feed.catchUp();
            return again(old, old.format(), old.text(), actor, reason, sequence);
        })));
    }

    /** Commits a new revision of a text that nobody has drafted. */
    private Committed again(
            BundleRevision of, BundleRevision.Format format, String text, Actor actor, String reason, long sequence) {
        BundleRevision fresh = new BundleRevision(
                of.owner(),
                table.nextNumber(of.owner()),
                Stage.IN_REVIEW,
                format,
                text,
                actor.name(),
                clock.instant(),
                reason,
                actor.name(),
                null,
                null,
                null,
                database.nextVersion());
        // What came since then goes again, without notice: going back is the way out when a change was wrong.
        Candidate candidate = fit(fresh, candidate(fresh));
        table.insert(fresh);
        return commit(fresh, candidate, actor, reason, sequence);
    }

    private Committed commit(BundleRevision revision, Candidate candidate, Actor actor, String reason, long sequence) {
        Instant now = clock.instant();
        long next = sequence + 1;
        table.published(revision.owner())
                .ifPresent(old -> table.update(Stages.superseded(old, database.nextVersion())));
        BundleRevision published =
                Stages.decided(revision, Stage.PUBLISHED, actor, reason, now, database.nextVersion());
        table.update(published);
        table.publish(published.owner(), published.number(), next);
        trail.leave(
                actor,
                "revision.published",
                target(published),
                reason,
                Map.of("sequence", next, "digest", file(published).digest()));
        if (database.isPostgres()) {
            database.jdbc()
                    .sql("select pg_notify('palm_registry', ?)")
                    .param(Long.toString(next))
                    .query((row, number) -> true)
                    .list();
        }
        return new Committed(published, candidate, next);
    }

    private Published live(Committed committed) {
        feed.serve(committed.candidate(), file(committed.revision()), committed.sequence());
        return new Published(committed.revision(), committed.sequence());
    }

    private Candidate fit(BundleRevision revision, Actor actor) {
        return fit(revision, candidate(revision, actor));
    }

    private Candidate fit(BundleRevision revision, Candidate candidate) {
        if (inDirectory.test(revision.owner())) {
            throw new RegistryRefused(new Refusal.InDirectory(revision.owner()));
        }
        if (!candidate.problems().isEmpty()) {
            throw new RegistryRefused(new Refusal.Unfit(candidate.problems()));
        }
        return candidate;
    }

    /** An operator of the province may end what somebody else has to give notice of. */
    private Candidate candidate(BundleRevision revision, Actor actor) {
        Candidate candidate = candidate(revision);
        if (actor.has(Actor.Duty.PROVINCE_OPERATOR)) {
            return candidate;
        }
        return candidate.with(retirement.problems(
                candidate.live(),
                candidate.snapshot(),
                revision.owner(),
                file(revision).file(),
                clock.instant()));
    }

    private Candidate candidate(BundleRevision revision) {
        BundleFile file = file(revision);
        BundleChange change = new BundleChange.Put(reader.read(file.owner(), file.file(), file.text()));
        Snapshot before = live.current();
        Snapshot after = compiler.compile(before, List.of(change));
        Quarantine quarantine = after.quarantined().get(revision.owner());
        OverlapReport report = overlaps.of(before, after, revision.owner());
        List<DocumentProblem> problems = new ArrayList<>();
        if (quarantine != null) {
            problems.addAll(quarantine.problems());
        } else {
            problems.addAll(Nesting.problems(after, revision.owner(), file.file()));
            problems.addAll(Consent.lacking(report, owners.consenting(revision.owner()), file.file()));
            checks.forEach(check -> problems.addAll(Broken.by(after, before, check)));
        }
        return new Candidate(before, after, change, report, problems);
    }

    private BundleRevision revision(String owner, long number) {
        return table.find(owner, number).orElseThrow(() -> unknown("revision " + number + " of " + owner));
    }

    private static BundleFile file(BundleRevision revision) {
        return new BundleFile(revision.owner(), revision.format().file(revision.owner()), revision.text());
    }

    private static String target(BundleRevision revision) {
        return revision.owner() + "/" + revision.number();
    }

    private static RegistryRefused unknown(String what) {
        return new RegistryRefused(new Refusal.Unknown(what));
    }
}
