package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The plain fields of a JSON object that a caller sent, ready to stand between quotes in an answer. */
final class SentFields {

    private SentFields() {}

    /** Field names to texts escaped for JSON (RFC 8259 §7); empty if the body is no JSON object. */
    static Map<String, String> of(Request request, JsonMapper json) {
        Map<String, String> fields = new LinkedHashMap<>();
        try {
            JsonNode body = json.readTree(request.getBodyAsString());
            body.properties().stream()
                    .filter(field -> field.getValue().isValueNode())
                    .forEach(field ->
                            fields.put(field.getKey(), escaped(field.getValue().asString())));
        } catch (JacksonException e) {
            // Not JSON means that every required field is missing, which the caller is told.
            return Map.of();
        }
        return fields;
    }

    static String escaped(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
    }
}
