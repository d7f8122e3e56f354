package org.palmgateway.gateway.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import tools.jackson.databind.JsonNode;

/**
 * What a branch's department answered, in the form that is declared.
 *
 * @param value the value
 * @param source whether it comes from the department or from the cache
 * @param age how long ago the department made it, in whole seconds
 * @param stale whether the cache gave it in the place of a department that failed
 */
record Result(JsonNode value, Source source, long age, boolean stale) {

    /** How the gateway's cache says, last of all, that it answered itself (RFC 9211 §2.1). */
    private static final String HIT = "palm; hit";

    private static final String INSTEAD = HIT + "; detail=stale-if-error";

    static Result of(JsonNode value, HttpHeaders headers) {
        List<String> status = headers.getOrEmpty("Cache-Status");
        String last = status.isEmpty() ? "" : status.get(status.size() - 1);
        return new Result(
                value,
                last.startsWith(HIT) ? Source.CACHE : Source.DEPARTMENT,
                age(headers.getFirst(HttpHeaders.AGE)),
                last.equals(INSTEAD));
    }

    private static long age(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,9}") ? Long.parseLong(seconds) : 0;
    }
}
