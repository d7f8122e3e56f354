package org.palmgateway.routes.contract;

import org.jspecify.annotations.Nullable;

/**
 * Which of several examples is wanted.
 *
 * @param status status of the response; null for the lowest 2xx, or else the default
 * @param example name of the wanted example; null for the first
 */
public record MockChoice(@Nullable Integer status, @Nullable String example) {

    /** What is taken when nothing in particular is wanted. */
    public static final MockChoice FIRST = new MockChoice(null, null);
}
