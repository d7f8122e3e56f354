package org.palmgateway.gateway.compose.convert;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The name of the charset that a content is said to have. */
final class DeclaredCharset {

    /** A parameter of a media type (RFC 9110 §5.6.6); a quoted value is taken whole, so that nothing in it looks like another one. */
    private static final Pattern PARAMETER =
            Pattern.compile(";[ \t]*+([^\\s=;\"]++)=(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s;\"]*+))");

    /** XML 1.0 §2.8; what is said must come within the first octets. */
    private static final Pattern XML_DECLARATION =
            Pattern.compile("<\\?xml\\s++version\\s*+=\\s*+(?:\"[^\"]*+\"|'[^']*+')"
                    + "\\s++encoding\\s*+=\\s*+[\"']([A-Za-z][A-Za-z0-9._-]*+)[\"']");

    private static final int START = 256;

    private DeclaredCharset() {}

    /**
     * Returns the {@code charset} of a {@code Content-Type}; the first one counts.
     *
     * @param contentType the value of the field; null when there is none
     * @return null when it names none
     */
    static @Nullable String ofType(@Nullable String contentType) {
        if (contentType != null) {
            Matcher parameter = PARAMETER.matcher(contentType);
            while (parameter.find()) {
                if ("charset".equalsIgnoreCase(parameter.group(1))) {
                    return parameter.group(2) == null ? parameter.group(3) : parameter.group(2);
                }
            }
        }
        return null;
    }

    /** Returns the {@code encoding} of an XML declaration; null when it names none, or not in octets of ASCII. */
    static @Nullable String ofXml(byte[] octets) {
        String start = new String(octets, 0, Math.min(octets.length, START), StandardCharsets.ISO_8859_1);
        Matcher declaration = XML_DECLARATION.matcher(start);
        return declaration.lookingAt() ? declaration.group(1) : null;
    }
}
