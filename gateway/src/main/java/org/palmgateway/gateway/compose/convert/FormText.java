package org.palmgateway.gateway.compose.convert;

import java.io.ByteArrayOutputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code application/x-www-form-urlencoded} (WHATWG URL §5) as an object of texts, in UTF-8 only. A name that is repeated is an array
 * of its texts, where the first of them was.
 *
 * <p>Stricter than a browser: a percent sign without two hexadecimal digits is refused, and octets that are no UTF-8 are. When written,
 * numbers have no exponents, null is the empty text, and an empty array is no field at all. Immutable; safe for any number of threads.
 */
public final class FormText {

    private final ConversionLimits limits;

    /**
     * Makes a reader and writer.
     *
     * @param limits the bounds of contents and trees
     */
    public FormText(ConversionLimits limits) {
        this.limits = limits;
    }

    /**
     * Reads a content.
     *
     * @param octets the content, without a content coding
     * @param contentType the value of {@code Content-Type}; when it names a charset it must be UTF-8; null when there is none
     */
    public ObjectNode read(byte[] octets, @Nullable String contentType) throws ConversionRefused {
        limits.checkOctets(octets);
        String charset = DeclaredCharset.ofType(contentType);
        if (charset != null && !TextDecoder.charset(charset).equals(StandardCharsets.UTF_8)) {
            throw new ConversionRefused(Refusal.WRONG_CHARSET);
        }
        ObjectNode fields = JsonNodeFactory.instance.objectNode();
        int count = 0;
        for (int from = 0; from < octets.length; ) {
            int to = find('&', octets, from, octets.length);
            if (to > from) {
                ConversionLimits.check(++count, limits.values());
                field(octets, from, to, fields);
            }
            from = to + 1;
        }
        TreeCheck.check(fields, limits);
        return fields;
    }

    private static void field(byte[] octets, int from, int to, ObjectNode fields) throws ConversionRefused {
        int equals = find('=', octets, from, to);
        String name = decoded(octets, from, equals);
        String value = decoded(octets, Math.min(equals + 1, to), to);
        Members.add(fields, name, JsonNodeFactory.instance.stringNode(value), false);
    }

    private static int find(char sign, byte[] octets, int from, int to) {
        int at = from;
        while (at < to && octets[at] != sign) {
            at++;
        }
        return at;
    }

    private static String decoded(byte[] octets, int from, int to) throws ConversionRefused {
        ByteArrayOutputStream text = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (octets[i] == '%') {
                int high = i + 2 < to ? Character.digit(octets[i + 1], 16) : -1;
                int low = i + 2 < to ? Character.digit(octets[i + 2], 16) : -1;
                if (high < 0 || low < 0) {
                    throw new ConversionRefused(Refusal.NOT_FORM);
                }
                text.write(high << 4 | low);
                i += 2;
            } else {
                text.write(octets[i] == '+' ? ' ' : octets[i]);
            }
        }
        return TextDecoder.decode(text.toByteArray(), 0, text.size(), StandardCharsets.UTF_8);
    }

    /**
     * Writes an object.
     *
     * @param fields an object of scalars and of arrays of scalars; all else is refused
     */
    public byte[] write(JsonNode fields) throws ConversionRefused {
        if (!TreeCheck.check(fields, limits).isObject()) {
            throw new ConversionRefused(Refusal.NO_MAPPING);
        }
        StringBuilder form = new StringBuilder();
        for (Map.Entry<String, JsonNode> field : fields.properties()) {
            if (field.getValue().isArray()) {
                for (JsonNode value : field.getValue()) {
                    append(field.getKey(), value, form);
                }
            } else {
                append(field.getKey(), field.getValue(), form);
            }
        }
        return form.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private void append(String name, JsonNode value, StringBuilder form) throws ConversionRefused {
        form.append(form.isEmpty() ? "" : "&").append(encoded(name)).append('=').append(encoded(Scalars.text(value)));
        // The form is ASCII.
        ConversionLimits.check(form.length(), limits.octets());
    }

    /** The JDK leaves the same characters as they are that the WHATWG does. */
    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
