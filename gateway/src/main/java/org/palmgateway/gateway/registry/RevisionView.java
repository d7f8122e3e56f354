package org.palmgateway.gateway.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.BundleRevision;

/** A revision without its text. */
record RevisionView(
        String owner,
        long number,
        String stage,
        String format,
        int characters,
        String writtenBy,
        Instant writtenAt,
        String reason,
        @Nullable String submittedBy,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        long version) {

    static RevisionView of(BundleRevision revision) {
        return new RevisionView(
                revision.owner(),
                revision.number(),
                Scalars.word(revision.stage()),
                Scalars.word(revision.format()),
                revision.text().length(),
                revision.writtenBy(),
                revision.writtenAt(),
                revision.reason(),
                revision.submittedBy(),
                revision.decidedBy(),
                revision.decidedAt(),
                revision.decision(),
                revision.version());
    }
}
