package org.palmgateway.gateway.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * A request of a branch.
 *
 * @param branch id of the branch
 * @param method its method
 * @param path its path, encoded
 * @param query its query, encoded; null for none
 * @param regions the region that it is for; none when the caller named none
 * @param fields further fields, as declared
 * @param content its body; null for none
 */
record BranchRequest(
        String branch,
        String method,
        String path,
        @Nullable String query,
        List<String> regions,
        HttpHeaders fields,
        @Nullable Content content) {

    /** Returns the path and query. */
    String target() {
        return query == null ? path : path + '?' + query;
    }
}
