package org.palmgateway.routes.model;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * That answers of a route may be kept, and for whom.
 *
 * @param audience who may be answered with what was kept for another
 * @param fields names, in lower case, of the request fields that the department is shown although they come from the caller; each is
 *     part of what an answer is kept under
 */
public record Caching(CacheAudience audience, SortedSet<String> fields) {

    /** The most fields that a route may name. */
    public static final int MOST_FIELDS = 8;

    /** Copies the set; more fields than {@value #MOST_FIELDS} are refused. */
    public Caching {
        fields = Collections.unmodifiableSortedSet(new TreeSet<>(fields));
        if (fields.size() > MOST_FIELDS) {
            throw new IllegalArgumentException("fields: " + fields.size() + " (expected: at most " + MOST_FIELDS + ")");
        }
    }
}
