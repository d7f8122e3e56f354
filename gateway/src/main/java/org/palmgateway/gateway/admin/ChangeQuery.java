package org.palmgateway.gateway.admin;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.springframework.http.server.reactive.ServerHttpRequest;

/** The query of a request that changes something. */
final class ChangeQuery {

    private static final String DRY_RUN = "dry-run";

    private ChangeQuery() {}

    /**
     * Refuses what is not understood, for it may have been meant to keep the change from being made: {@code ?dryRun=true} and
     * {@code ?dry-run} would otherwise be passed over.
     *
     * @param request the request
     * @param known the parameters that it may have, each once
     * @throws ProblemException when it has others, or {@code dry-run} without a value
     */
    static void check(ServerHttpRequest request, String... known) {
        Set<String> names = Set.of(known);
        for (Map.Entry<String, List<String>> parameter :
                request.getQueryParams().entrySet()) {
            if (!names.contains(parameter.getKey()) || parameter.getValue().size() != 1) {
                throw new ProblemException(new RequestProblem.MalformedRequest("query"));
            }
        }
        if (request.getQueryParams().containsKey(DRY_RUN)
                && isEmpty(request.getQueryParams().getFirst(DRY_RUN))) {
            throw new ProblemException(new RequestProblem.MalformedRequest("query"));
        }
    }

    private static boolean isEmpty(@Nullable String value) {
        return value == null || value.isEmpty();
    }
}
