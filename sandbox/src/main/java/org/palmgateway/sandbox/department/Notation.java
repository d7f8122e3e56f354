package org.palmgateway.sandbox.department;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import tools.jackson.core.io.JsonStringEncoder;

/** How fields are written down, in a request or in an answer. Old departments speak XML or forms. */
enum Notation {
    /** A JSON object (RFC 8259); what everything is taken for that is none of the others. */
    JSON("application/json", "a JSON object"),

    /** An element for each field, in the root element of an XML 1.0 document. */
    XML("application/xml", "an XML document"),

    /** A form in UTF-8 (WHATWG URL §5). */
    FORM("application/x-www-form-urlencoded", "a form");

    private final String mediaType;
    private final String text;

    Notation(String mediaType, String text) {
        this.mediaType = mediaType;
        this.text = text;
    }

    /** Returns the notation of a {@code Content-Type}, whose parameters do not count. */
    static Notation of(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(notation -> notation.mediaType.equals(type))
                .findFirst()
                .orElse(JSON);
    }

    String mediaType() {
        return mediaType;
    }

    /** Returns a text so that it can stand as the value of a field without changing anything around it. */
    String escaped(String value) {
        return switch (this) {
            case JSON -> new String(JsonStringEncoder.getInstance().quoteAsCharArray(value));
            case XML -> value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            case FORM -> URLEncoder.encode(value, StandardCharsets.UTF_8);
        };
    }

    @Override
    public String toString() {
        return text;
    }
}
