package org.palmgateway.gateway.admin;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.compose.DryCall;
import org.palmgateway.gateway.compose.DryCaller;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.routes.document.FieldName;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.Audience;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Reads the call that a dry run is asked for. */
final class DryCallReader {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();
    private static final TypeReference<Map<String, Object>> CLAIMS = new TypeReference<>() {};

    private static final String BODY = "body";
    private static final String CALLER = "caller";
    private static final String CLAIMS_OF_CALLER = "claims";
    private static final int HIGHEST_LEVEL = 99;

    private DryCallReader() {}

    /** A body and claims have types, which other fields need not know of; so these two are read apart. */
    private record Typed(@Nullable JsonNode body, Map<String, Object> claims) {}

    /**
     * Reads a document.
     *
     * @throws ProblemException naming everything that is wrong
     */
    static DryCall read(String text) {
        JsonNode document = tree(text);
        if (!(document instanceof ObjectNode object)) {
            throw refused("", document.getNodeType().toString().toLowerCase(Locale.ROOT), "a JSON object");
        }
        Typed typed = takeTyped(object);
        return PolicyDocuments.read(object.toString(), fields -> call(fields, typed));
    }

    private static JsonNode tree(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JacksonException e) {
            throw refused(
                    "",
                    String.valueOf(e.getOriginalMessage()),
                    "a JSON object, each of whose members has its own name");
        }
    }

    private static Typed takeTyped(ObjectNode document) {
        @Nullable JsonNode body = document.remove(BODY);
        Map<String, Object> claims = Map.of();
        if (document.get(CALLER) instanceof ObjectNode caller && caller.has(CLAIMS_OF_CALLER)) {
            JsonNode given = caller.remove(CLAIMS_OF_CALLER);
            if (!given.isObject()) {
                throw refused(CALLER + "." + CLAIMS_OF_CALLER, given.toString(), "an object");
            }
            claims = MAPPER.convertValue(given, CLAIMS);
        }
        return new Typed(body, claims);
    }

    private static ProblemException refused(String field, String value, String expected) {
        return new ProblemException(
                new AdminProblem.DocumentRefused(List.of(new Problem.Field(field, value, expected))));
    }

    private static @Nullable DryCall call(FieldReader fields, Typed typed) {
        String method = fields.optional("method", "GET", Scalars::method);
        String path = fields.required("path", DryCallReader::path);
        boolean anyQuery = fields.has("query");
        @Nullable String query = anyQuery ? fields.required("query", DryCallReader::query) : null;
        boolean anyRegion = fields.has("region");
        @Nullable String region = anyRegion ? fields.required("region", DryCallReader::line) : null;
        @Nullable Map<String, String> headers = headers(fields.mapping("headers"));
        // Taken out before, but to be named among the fields that there may be.
        fields.has(BODY);
        boolean anyCaller = fields.has(CALLER);
        @Nullable DryCaller caller = anyCaller ? caller(fields.mapping(CALLER), typed.claims()) : null;
        fields.end();
        if (method == null || path == null || headers == null) {
            return null;
        }
        boolean whole = anyQuery == (query != null) && anyRegion == (region != null) && anyCaller == (caller != null);
        return whole ? new DryCall(method, path, query, region, headers, typed.body(), caller) : null;
    }

    private static @Nullable DryCaller caller(FieldReader fields, Map<String, Object> claims) {
        @Nullable String subject = fields.required("subject", DryCallReader::line);
        @Nullable String audience = fields.optional("audience", Audience.CITIZEN.word(), DryCallReader::audience);
        @Nullable String application = fields.optional("application", "", DryCallReader::line);
        Set<String> roles = fields.texts("roles", DryCallReader::line);
        Set<String> scopes = fields.texts("scopes", DryCallReader::line);
        @Nullable
        Integer assurance = fields.optional("assurance", 0, text -> (int) Scalars.whole(text, 0, HIGHEST_LEVEL));
        fields.has(CLAIMS_OF_CALLER);
        fields.end();
        return subject == null || audience == null || application == null || assurance == null
                ? null
                : new DryCaller(subject, audience, application, roles, scopes, assurance, claims);
    }

    private static String audience(String text) {
        if (!Set.of("citizen", "official", "governor").contains(text)) {
            throw new IllegalArgumentException("citizen, official or governor");
        }
        return text;
    }

    private static @Nullable Map<String, String> headers(FieldReader fields) {
        Map<String, String> headers = new LinkedHashMap<>();
        boolean sound = true;
        for (String name : fields.names()) {
            // Credentials, and what the gateway makes itself, are none of these.
            @Nullable
            String value = fields.required(name, text -> {
                FieldName.of(name);
                return line(text);
            });
            sound &= value != null;
            headers.put(name, value == null ? "" : value);
        }
        return sound ? headers : null;
    }

    private static String path(String text) {
        return target(text, null, "a path as a client would send it, such as /home or /tax/income/2026");
    }

    private static String query(String text) {
        target("/", text, "a query as a client would send it, such as x=1&y=%20");
        return text;
    }

    private static String target(String path, @Nullable String query, String expected) {
        boolean whole = path.indexOf('?') < 0 && path.indexOf('#') < 0 && (query == null || query.indexOf('#') < 0);
        try {
            if (whole) {
                return new DryCall("GET", path, query, null, Map.of(), null, null).path();
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(expected, e);
        }
        throw new IllegalArgumentException(expected);
    }

    private static String line(String text) {
        if (text.chars().anyMatch(c -> c < ' ' || c == 0x7f)) {
            throw new IllegalArgumentException("one line");
        }
        return text.strip();
    }
}
