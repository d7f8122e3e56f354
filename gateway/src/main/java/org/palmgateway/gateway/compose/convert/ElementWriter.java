package org.palmgateway.gateway.compose.convert;

import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** Writes the tree of {@link XmlText} as elements. */
final class ElementWriter {

    /** A name without a colon (XML 1.0 §2.3, fifth edition; Namespaces in XML §3). */
    private static final Pattern NAME;

    static {
        String start =
                "A-Z_a-z\\xC0-\\xD6\\xD8-\\xF6\\xF8-\\u02FF\\u0370-\\u037D\\u037F-\\u1FFF\\u200C\\u200D\\u2070-\\u218F"
                        + "\\u2C00-\\u2FEF\\u3001-\\uD7FF\\uF900-\\uFDCF\\uFDF0-\\uFFFD\\x{10000}-\\x{EFFFF}";
        NAME = Pattern.compile("[" + start + "][" + start + "\\-.0-9\\xB7\\u0300-\\u036F\\u203F\\u2040]*+");
    }

    private final StringBuilder out = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>");
    private final ConversionLimits limits;

    private ElementWriter(ConversionLimits limits) {
        this.limits = limits;
    }

    static String write(XmlDocument document, ConversionLimits limits) throws ConversionRefused {
        ConversionLimits.check(document.root().length(), limits.nameLength());
        ElementWriter writer = new ElementWriter(limits);
        writer.element(document.root(), document.content());
        return writer.out.toString();
    }

    private void element(String name, JsonNode content) throws ConversionRefused {
        // A short number may be long without its exponent, and names are written twice: so not only at the end.
        ConversionLimits.check(out.length(), limits.octets());
        out.append('<').append(checked(name));
        attributes(content);
        int start = out.length();
        out.append('>');
        if (!content.isObject()) {
            text(content, false);
        } else {
            if (content.has("#text")) {
                text(content.path("#text"), false);
            }
            for (Map.Entry<String, JsonNode> member : content.properties()) {
                if (!isAttribute(member.getKey()) && !member.getKey().equals("#text")) {
                    elements(member.getKey(), member.getValue());
                }
            }
        }
        if (out.length() == start + 1) {
            out.insert(start, '/');
        } else {
            out.append("</").append(name).append('>');
        }
    }

    private void elements(String name, JsonNode content) throws ConversionRefused {
        if (content instanceof ArrayNode items) {
            for (JsonNode item : items) {
                element(name, item);
            }
        } else {
            element(name, content);
        }
    }

    private void attributes(JsonNode content) throws ConversionRefused {
        int count = 0;
        for (Map.Entry<String, JsonNode> member : content.properties()) {
            if (isAttribute(member.getKey())) {
                ConversionLimits.check(++count, limits.attributes());
                out.append(' ').append(checked(member.getKey().substring(1))).append("=\"");
                text(member.getValue(), true);
                out.append('"');
            }
        }
    }

    private static boolean isAttribute(String member) {
        return member.startsWith("@");
    }

    private static String checked(String name) throws ConversionRefused {
        if (!NAME.matcher(name).matches()) {
            throw new ConversionRefused(Refusal.WRONG_NAME);
        }
        return name;
    }

    private void text(JsonNode scalar, boolean attribute) throws ConversionRefused {
        XmlCharacters.append(out, Scalars.text(scalar), attribute);
    }
}
