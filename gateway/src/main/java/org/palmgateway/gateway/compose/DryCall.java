package org.palmgateway.gateway.compose;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A call that is to be tried.
 *
 * @param method its method
 * @param path its path, as a client would send it
 * @param query its query, as a client would send it; null for none
 * @param region the value of {@code Palm-Region}; null for none
 * @param fields further fields, in their order
 * @param body its body; null for none
 * @param caller who calls; null for somebody without a token
 */
public record DryCall(
        String method,
        String path,
        @Nullable String query,
        @Nullable String region,
        Map<String, String> fields,
        @Nullable JsonNode body,
        @Nullable DryCaller caller) {

    /** Copies the fields; a path or query that no address can have is refused by an {@link IllegalArgumentException}. */
    public DryCall {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        uri(path, query);
    }

    /** Returns its target, at a host that is never asked. */
    URI uri() {
        return uri(path, query);
    }

    private static URI uri(String path, @Nullable String query) {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("a path that starts with a slash");
        }
        return URI.create("http://dry-run.invalid" + path + (query == null ? "" : '?' + query));
    }
}
