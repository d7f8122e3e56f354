package org.palmgateway.routes.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.BundleRevision.Stage;

/** The steps from one stage of a revision to another. Pure functions. */
final class Stages {

    private Stages() {}

    static void require(BundleRevision revision, Stage stage) {
        if (revision.stage() != stage) {
            throw new RegistryRefused(new Refusal.WrongStage(Scalars.word(revision.stage()), Scalars.word(stage)));
        }
    }

    static BundleRevision submitted(BundleRevision from, Stage stage, @Nullable String by, long version) {
        return new BundleRevision(
                from.owner(),
                from.number(),
                stage,
                from.format(),
                from.text(),
                from.writtenBy(),
                from.writtenAt(),
                from.reason(),
                by,
                null,
                null,
                null,
                version);
    }

    static BundleRevision decided(BundleRevision from, Stage stage, Actor by, String reason, Instant at, long version) {
        return new BundleRevision(
                from.owner(),
                from.number(),
                stage,
                from.format(),
                from.text(),
                from.writtenBy(),
                from.writtenAt(),
                from.reason(),
                from.submittedBy(),
                by.name(),
                at,
                reason,
                version);
    }

    /** Of a revision that was live the record of who let it go live stays. */
    static BundleRevision superseded(BundleRevision from, long version) {
        return new BundleRevision(
                from.owner(),
                from.number(),
                Stage.SUPERSEDED,
                from.format(),
                from.text(),
                from.writtenBy(),
                from.writtenAt(),
                from.reason(),
                from.submittedBy(),
                from.decidedBy(),
                from.decidedAt(),
                from.decision(),
                version);
    }
}
