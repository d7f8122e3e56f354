package org.palmgateway.gateway.cache;

import org.jspecify.annotations.Nullable;

/** What is to be purged. */
public sealed interface Purge {

    /** All answers of a route. */
    record OfRoute(String route) implements Purge {}

    /** All answers of a department's routes. */
    record OfDepartment(String department) implements Purge {}

    /** All answers that a department put a tag on. */
    record OfTag(String tag) implements Purge {}

    /**
     * All answers for one address, for whomever they are kept and whatever they vary by.
     *
     * @param path the path, in its normal spelling
     * @param query the query, as it was sent; null for none
     */
    record OfKey(String path, @Nullable String query) implements Purge {}
}
