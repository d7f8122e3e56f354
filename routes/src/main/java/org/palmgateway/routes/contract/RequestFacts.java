package org.palmgateway.routes.contract;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What of a request is checked against a contract.
 *
 * @param path decoded values of the route's variables, by their names
 * @param query decoded values of query parameters, by name
 * @param fields values of header fields, by names in lower case
 * @param hasBody whether there is a body, of one octet or more
 * @param body the whole body, which is not changed; null when it was not read, because {@link RequestContract#readsBody} says it need not be
 */
public record RequestFacts(
        Map<String, String> path,
        Map<String, List<String>> query,
        Map<String, List<String>> fields,
        boolean hasBody,
        @Nullable ByteBuffer body) {

    /** Returns the content type as it was sent; empty when it was not, or more than once. */
    String contentType() {
        List<String> values = fields.getOrDefault("content-type", List.of());
        return values.size() == 1 ? values.get(0) : "";
    }
}
