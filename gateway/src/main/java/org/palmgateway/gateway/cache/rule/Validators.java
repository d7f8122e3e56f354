package org.palmgateway.gateway.cache.rule;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By which a response can be told from a later one (RFC 9110 §8.8).
 *
 * @param entityTag {@code ETag}; null when there is none, several that differ, or one that breaks the syntax
 * @param lastModified {@code Last-Modified} as it was written; null when there is none, several that differ, or one that is no date
 */
public record Validators(
        @Nullable String entityTag, @Nullable String lastModified) {

    /** Reads them. */
    public static Validators of(Fields response) {
        @Nullable String tag = only(response.all("ETag"));
        @Nullable String modified = only(response.all("Last-Modified"));
        return new Validators(
                tag != null && EntityTags.isTag(tag.strip()) ? tag.strip() : null,
                HttpDate.of(modified) == null ? null : modified);
    }

    private static @Nullable String only(List<String> lines) {
        return lines.stream().distinct().count() == 1 ? lines.get(0) : null;
    }

    /** Tells whether there is any. */
    public boolean any() {
        return entityTag != null || lastModified != null;
    }

    /**
     * Tells whether a 304 with these validators is about a stored response (RFC 9111 §4.3.4): by the strong tag if it has one, else by
     * whatever it has; one without any is about the response that was asked about.
     */
    public boolean confirm(Validators stored) {
        if (entityTag != null) {
            return stored.entityTag != null
                    && (entityTag.startsWith("W/")
                            ? EntityTags.weaklyEqual(entityTag, stored.entityTag)
                            : EntityTags.stronglyEqual(entityTag, stored.entityTag));
        }
        return lastModified == null || wasModifiedWith(stored);
    }

    private boolean wasModifiedWith(Validators stored) {
        @Nullable Instant mine = HttpDate.of(lastModified);
        return mine != null && mine.equals(HttpDate.of(stored.lastModified));
    }

    /**
     * Tells whether a response to HEAD with these validators leaves a stored response as it is (§4.3.5).
     *
     * @param length its {@code Content-Length}; negative when it has none
     * @param storedLength the length of what is stored
     */
    public boolean confirmByHead(Validators stored, long length, long storedLength) {
        boolean same = any() && confirm(stored) && (entityTag != null || stored.entityTag == null);
        return same && (lastModified == null || wasModifiedWith(stored)) && (length < 0 || length == storedLength);
    }
}
