package org.palmgateway.gateway.compose;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request of a branch.
 *
 * @param branch id of the branch
 * @param method its method
 * @param target where it goes
 * @param query its query, encoded; null for none
 * @param fields further fields, as declared
 * @param content its body; null for none
 */
record BranchRequest(
        String branch,
        String method,
        BranchTarget target,
        @Nullable String query,
        HttpHeaders fields,
        @Nullable Content content) {

    /** Returns the path and query. */
    String pathAndQuery() {
        return query == null ? target.path() : target.path() + '?' + query;
    }
}
