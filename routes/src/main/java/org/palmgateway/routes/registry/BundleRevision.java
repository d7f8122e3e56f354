package org.palmgateway.routes.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One version of an owner's bundle.
 *
 * @param owner whose it is
 * @param number counts the owner's revisions from 1
 * @param stage how far it has come
 * @param format how its text is written
 * @param text the bundle
 * @param writtenBy who wrote it last
 * @param writtenAt when
 * @param reason why, in the words of whoever wrote it
 * @param submittedBy who submitted it; null while it is a draft
 * @param decidedBy who approved or refused it; null until somebody has
 * @param decidedAt when that was; null until somebody has
 * @param decision why, in the words of whoever decided; null until somebody has
 * @param version differs whenever the revision has been changed
 */
public record BundleRevision(
        String owner,
        long number,
        Stage stage,
        Format format,
        String text,
        String writtenBy,
        Instant writtenAt,
        String reason,
        @Nullable String submittedBy,
        @Nullable String decidedBy,
        @Nullable Instant decidedAt,
        @Nullable String decision,
        long version) {

    /** How far a revision has come. */
    public enum Stage {
        /** It is being written. */
        DRAFT,
        /** It waits for somebody to agree. */
        IN_REVIEW,
        /** It is live. */
        PUBLISHED,
        /** It was live; another one is now. */
        SUPERSEDED,
        /** Somebody did not agree. */
        REFUSED,
        /** It was given up before it went live. */
        DISCARDED;

        /** Tells whether it may yet go live; each owner has at most one such revision. */
        public boolean isPending() {
            return this == DRAFT || this == IN_REVIEW;
        }
    }

    /** How a bundle is written. */
    public enum Format {
        /** YAML 1.2. */
        YAML,
        /** JSON (RFC 8259). */
        JSON;

        /** Returns the name of the file that an owner's bundle in this form would be. */
        public String file(String owner) {
            return owner + (this == JSON ? ".json" : ".yaml");
        }
    }
}
