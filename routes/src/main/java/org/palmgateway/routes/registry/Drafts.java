package org.palmgateway.routes.registry;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.BundleRevision.Stage;

/** What owners are writing. A draft is sound in itself; whether it may go live is asked when it is submitted. Safe for any number of threads. */
public final class Drafts {

    private final RegistryDatabase database;
    private final RevisionTable table;
    private final Permissions permissions;
    private final Trail trail;
    private final BundleReader reader;
    private final Predicate<String> inDirectory;
    private final Clock clock;

    Drafts(
            RegistryDatabase database,
            RevisionTable table,
            Permissions permissions,
            Trail trail,
            BundleReader reader,
            Predicate<String> inDirectory,
            Clock clock) {
        this.database = database;
        this.table = table;
        this.permissions = permissions;
        this.trail = trail;
        this.reader = reader;
        this.inDirectory = inDirectory;
        this.clock = clock;
    }

    /** Returns the revision of an owner that may yet go live. */
    public BundleRevision pending(String owner, Actor actor) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return table.pending(owner).orElseThrow(() -> unknown(owner));
        });
    }

    /** Returns the revision of an owner that is live. */
    public BundleRevision published(String owner, Actor actor) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return table.published(owner)
                    .orElseThrow(() -> new RegistryRefused(new Refusal.Unknown("published revision of " + owner)));
        });
    }

    /**
     * Returns what a change of an owner's bundle starts from: what is being written or reviewed, else what is live; empty when there is
     * neither.
     */
    public Optional<BundleRevision> latest(String owner, Actor actor) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return table.pending(owner).or(() -> table.published(owner));
        });
    }

    /** Returns the latest text of an owner for somebody who was given a pass to try it. */
    public Optional<BundleRevision> tried(String owner) {
        return database.read(() -> table.pending(owner).or(() -> table.published(owner)));
    }

    /**
     * Records that somebody is given a pass to try an owner's latest text.
     *
     * @param detail what the pass is for
     * @throws RegistryRefused when the person may not write the owner's drafts
     */
    public void pass(String owner, Map<String, Object> detail, Actor actor, String reason) {
        database.change(sequence -> {
            permissions.writable(owner, actor);
            trail.leave(actor, "lane.passed", owner, reason, detail);
            return true;
        });
    }

    /** Returns one revision. */
    public BundleRevision revision(String owner, long number, Actor actor) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return table.find(owner, number)
                    .orElseThrow(() -> new RegistryRefused(new Refusal.Unknown("revision " + number + " of " + owner)));
        });
    }

    /** Returns an owner's revisions, the newest first. */
    public Owners.Page<BundleRevision> revisions(String owner, Actor actor, int offset, int limit) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return new Owners.Page<>(table.count(owner), table.page(owner, offset, limit));
        });
    }

    /**
     * Puts an owner's draft, in the place of the one there is. The same text put twice changes nothing.
     *
     * @param owner the owner
     * @param format how the text is written
     * @param text the bundle
     * @param expected the version of the draft that the change starts from; 0 when there is none
     * @param actor who writes it
     * @param reason why
     * @return the draft as it is now
     */
    public BundleRevision put(String owner, Format format, String text, Expected expected, Actor actor, String reason) {
        if (inDirectory.test(owner)) {
            throw new RegistryRefused(new Refusal.InDirectory(owner));
        }
        if (reader.read(owner, format.file(owner), text) instanceof BundleReading.Broken broken) {
            // Whoever may not even see the owner learns that first.
            database.read(() -> permissions.writable(owner, actor));
            throw new RegistryRefused(new Refusal.Unfit(broken.problems()));
        }
        return database.change(sequence -> {
            permissions.writable(owner, actor);
            Optional<BundleRevision> known = table.pending(owner);
            expected.check(known.map(BundleRevision::version).orElse(0L));
            known.filter(revision -> revision.stage() == Stage.IN_REVIEW).ifPresent(Drafts::isInReview);
            boolean same = known.isPresent()
                    && known.get().text().equals(text)
                    && known.get().format() == format;
            return same ? known.get() : write(owner, known, format, text, actor, reason);
        });
    }

    private BundleRevision write(
            String owner, Optional<BundleRevision> known, Format format, String text, Actor actor, String reason) {
        long number = known.map(BundleRevision::number).orElseGet(() -> table.nextNumber(owner));
        BundleRevision draft = new BundleRevision(
                owner,
                number,
                Stage.DRAFT,
                format,
                text,
                actor.name(),
                clock.instant(),
                reason,
                null,
                null,
                null,
                null,
                database.nextVersion());
        if (known.isPresent()) {
            table.update(draft);
        } else {
            table.insert(draft);
        }
        trail.leave(actor, "draft.put", owner + "/" + number, reason, Map.of("characters", text.length()));
        return draft;
    }

    /** Gives a draft, or what is in review, up. */
    public void discard(String owner, Expected expected, Actor actor, String reason) {
        database.change(sequence -> {
            permissions.writable(owner, actor);
            BundleRevision pending = table.pending(owner).orElseThrow(() -> unknown(owner));
            expected.check(pending.version());
            table.update(
                    Stages.decided(pending, Stage.DISCARDED, actor, reason, clock.instant(), database.nextVersion()));
            trail.leave(actor, "draft.discarded", owner + "/" + pending.number(), reason, Map.of());
            return true;
        });
    }

    /** Takes a revision back out of review, to be written on. */
    public BundleRevision withdraw(String owner, Actor actor, String reason) {
        return database.change(sequence -> {
            permissions.writable(owner, actor);
            BundleRevision pending = table.pending(owner).orElseThrow(() -> unknown(owner));
            Stages.require(pending, Stage.IN_REVIEW);
            BundleRevision draft = Stages.submitted(pending, Stage.DRAFT, null, database.nextVersion());
            table.update(draft);
            trail.leave(actor, "draft.withdrawn", owner + "/" + pending.number(), reason, Map.of());
            return draft;
        });
    }

    private static void isInReview(BundleRevision revision) {
        throw new RegistryRefused(new Refusal.WrongStage(
                Scalars.word(revision.stage()), Scalars.word(Stage.DRAFT) + "; withdraw it to write on"));
    }

    private static RegistryRefused unknown(String owner) {
        return new RegistryRefused(new Refusal.Unknown("draft of " + owner));
    }
}
