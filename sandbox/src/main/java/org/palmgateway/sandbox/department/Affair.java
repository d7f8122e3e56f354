package org.palmgateway.sandbox.department;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.tomakehurst.wiremock.common.url.PathTemplate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One operation of a department, as written in its {@code department.json}.
 *
 * @param method HTTP method
 * @param path path below the department's own, with {@code {name}} for one segment
 * @param open whether it is answered without a passport
 * @param status status of the answer; 0 or absent means 200
 * @param answer file in the department's folder that holds the answer's template; null for an answer without a body
 * @param type media type of the answer; JSON if absent
 * @param headers further headers of the answer
 * @param accepts media type of the request's body, which then must say so in {@code Content-Type}; JSON, said or not, if absent
 * @param requires fields that the request's body must have; empty means that no body is needed
 * @param seconds how long the answer trickles, one server-sent event at a time; 0 sends it at once
 */
record Affair(
        String method,
        String path,
        @JsonProperty("public") boolean open,
        int status,
        @Nullable String answer,
        @Nullable String type,
        Map<String, String> headers,
        @Nullable String accepts,
        List<String> requires,
        int seconds) {

    private static final int OK = 200;

    Affair {
        if (!path.startsWith("/")) {
            throw new IllegalArgumentException("path: " + path + " (expected: a path that starts with /)");
        }
        status = status == 0 ? OK : status;
        headers = headers == null ? Map.of() : Map.copyOf(headers);
        requires = requires == null ? List.of() : List.copyOf(requires);
    }

    boolean answers(String requestMethod, String requestPath) {
        // A GET is answered as a HEAD too (RFC 9110 §9.3.2).
        String asked = requestMethod.equals("HEAD") ? "GET" : requestMethod;
        return method.equals(asked) && template().matches(requestPath);
    }

    Map<String, String> variables(String requestPath) {
        return template().parse(requestPath);
    }

    String mediaType() {
        return type == null ? "application/json;charset=UTF-8" : type;
    }

    /** How its requests are written. */
    Notation asked() {
        return accepts == null ? Notation.JSON : Notation.of(accepts);
    }

    /** How its answer is written. */
    Notation said() {
        return Notation.of(mediaType());
    }

    private PathTemplate template() {
        return new PathTemplate(path);
    }
}
