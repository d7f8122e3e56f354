package org.palmgateway.gateway.cache.coding;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells which content becomes much smaller when it is encoded: text of all kinds, and fonts and programs that are not packed yet. */
public final class Compressible {

    private static final Set<String> TYPES = Set.of(
            "application/json",
            "application/x-ndjson",
            "application/xml",
            "application/javascript",
            "application/x-javascript",
            "application/ecmascript",
            "application/wasm",
            "font/ttf",
            "font/otf",
            "application/x-font-ttf",
            "application/x-font-otf");

    /** Each event has to arrive when it happens; an encoder would hold it back. */
    private static final String EVENTS = "text/event-stream";

    private Compressible() {}

    /**
     * Tells whether to encode content of a type (RFC 9110 §8.3.1).
     *
     * @param contentType the value of {@code Content-Type}, in any case and with any parameters; null when there is none, which is
     *     not encoded, since it may be anything
     */
    public static boolean is(@Nullable String contentType) {
        if (contentType == null) {
            return false;
        }
        int parameters = contentType.indexOf(';');
        String type = (parameters < 0 ? contentType : contentType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
        return TYPES.contains(type) || isText(type) || hasSuffix(type, "+json") || hasSuffix(type, "+xml");
    }

    private static boolean isText(String type) {
        return type.startsWith("text/") && type.length() > "text/".length() && !type.equals(EVENTS);
    }

    private static boolean hasSuffix(String type, String suffix) {
        return type.endsWith(suffix) && type.indexOf('/') > 0;
    }
}
