package org.palmgateway.routes.contract;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Checks the body of requests: that there is one, of a content type that is listed, and, where it is JSON, as its schema says.
 *
 * @param required whether there must be one
 * @param listed the content types; empty when there may be no body
 */
record BodyCheck(boolean required, List<Listed> listed) {

    /**
     * A content type, or a range of them.
     *
     * @param range in lower case without parameters, such as {@code application/*}
     * @param schema what JSON of this type must be; null when anything will do
     */
    record Listed(String range, @Nullable SchemaCheck schema) {

        boolean takes(String type) {
            return range.equals(type)
                    || range.equals("*/*")
                    || (range.endsWith("/*") && type.startsWith(range.substring(0, range.length() - 1)));
        }

        /** An exact type counts before a range, and a range before any type (RFC 9110 §12.5.1). */
        int distance() {
            return range.equals("*/*") ? 2 : range.endsWith("/*") ? 1 : 0;
        }
    }

    /** Returns the schema check of the best entry for a type, in that of the types that are listed. */
    Optional<Listed> entry(String contentType) {
        String type = type(contentType);
        return listed.stream().filter(entry -> entry.takes(type)).min(Comparator.comparingInt(Listed::distance));
    }

    boolean reads(String contentType) {
        return isJson(type(contentType))
                && entry(contentType).map(Listed::schema).isPresent();
    }

    List<Violation> check(RequestFacts request, JsonBody reader, Locale language) {
        if (!request.hasBody()) {
            return required ? one(Fault.MISSING, language) : List.of();
        }
        if (listed.isEmpty()) {
            return one(Fault.NO_BODY, language);
        }
        Optional<Listed> entry = entry(request.contentType());
        if (entry.isEmpty()) {
            return one(Fault.TYPE, language);
        }
        @Nullable SchemaCheck schema = entry.get().schema();
        if (schema == null || !isJson(type(request.contentType()))) {
            return List.of();
        }
        Optional<JsonNode> body = request.body() == null ? Optional.empty() : reader.read(request.body());
        return body.isEmpty() ? one(Fault.NOT_JSON, language) : schema.check(body.get(), "body", "/body", language);
    }

    private static List<Violation> one(Fault fault, Locale language) {
        return List.of(new Violation("body", "/body", fault.in(language)));
    }

    static String type(String contentType) {
        int end = contentType.indexOf(';');
        return (end < 0 ? contentType : contentType.substring(0, end)).strip().toLowerCase(Locale.ROOT);
    }

    private static boolean isJson(String type) {
        return type.equals("application/json") || type.endsWith("+json");
    }
}
