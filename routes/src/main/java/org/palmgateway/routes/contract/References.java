package org.palmgateway.routes.contract;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Problems;
import org.palmgateway.routes.document.TypedDocument;

/** Finds references that leave a document or lead nowhere. They are refused, never followed: who wrote a document must not make us call. */
final class References {

    /** What refers to something in OpenAPI and JSON Schema 2020-12. */
    private static final List<String> KEYWORDS = List.of("$ref", "$dynamicRef", "$recursiveRef");

    private final TypedDocument document;
    private final Problems problems;

    private References(TypedDocument document, Problems problems) {
        this.document = document;
        this.problems = problems;
    }

    static void check(TypedDocument document, Problems problems) {
        new References(document, problems).check(document.root(), "");
    }

    private void check(@Nullable Object value, String pointer) {
        if (value instanceof Map<?, ?> fields) {
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                String name = String.valueOf(field.getKey());
                String there = pointer + "/" + Part.escaped(name);
                if (KEYWORDS.contains(name) && field.getValue() instanceof String reference) {
                    checkReference(fields, there, reference);
                } else {
                    check(field.getValue(), there);
                }
            }
        } else if (value instanceof List<?> items) {
            for (int i = 0; i < items.size(); i++) {
                check(items.get(i), pointer + "/" + i);
            }
        }
    }

    private void checkReference(Map<?, ?> holder, String pointer, String reference) {
        if (!reference.startsWith("#/")) {
            problems.add(
                    document.line(holder),
                    pointer,
                    reference,
                    "a place in this document, such as #/components/schemas/Account; nothing is fetched from elsewhere");
        } else if (!Part.of(document.root()).lookup(reference).isThere()) {
            problems.add(document.line(holder), pointer, reference, "a place that is in this document");
        }
    }

    /** Returns the names in a local reference: a JSON pointer in a fragment (RFC 6901 §6). */
    static List<String> tokens(String reference) {
        return Stream.of(reference.substring(2).split("/", -1))
                .map(References::percentDecoded)
                .map(token -> token.replace("~1", "/").replace("~0", "~"))
                .toList();
    }

    private static String percentDecoded(String token) {
        try {
            return URLDecoder.decode(token.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return token;
        }
    }
}
