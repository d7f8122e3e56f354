package org.palmgateway.routes.region;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * An administrative division.
 *
 * @param code GB/T 2260 code, six digits
 * @param name its Chinese name
 * @param level where it stands in the tree
 * @param parent code of the region above; null for the province only
 */
public record Region(
        String code, String name, Level level, @Nullable String parent) {

    /** Levels of the tree, from the top. */
    public enum Level {
        /** The root. */
        PROVINCE,
        /** A prefecture-level city. */
        CITY,
        /** A county, district or county-level city. */
        COUNTY;

        /** The word used in files, such as {@code county}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Refuses codes that are not six digits and parents that do not fit the level. */
    public Region {
        if (code.length() != 6 || !code.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("code: " + code + " (expected: six digits)");
        }
        if ((parent == null) != (level == Level.PROVINCE)) {
            throw new IllegalArgumentException("parent: " + parent + " (expected: a code, for all but the province)");
        }
    }
}
