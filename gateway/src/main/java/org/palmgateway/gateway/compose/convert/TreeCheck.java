package org.palmgateway.gateway.compose.convert;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * Checks a tree against the limits: each that was read before it is given away, each that is to be written before the first octet. So
 * what was read in one format keeps to the limits of all others.
 */
final class TreeCheck {

    private final ConversionLimits limits;
    private int values;
    private long characters;

    private TreeCheck(ConversionLimits limits) {
        this.limits = limits;
    }

    /** Returns the tree when it keeps to the limits. */
    static JsonNode check(JsonNode tree, ConversionLimits limits) throws ConversionRefused {
        new TreeCheck(limits).value(tree, 0);
        return tree;
    }

    private void value(JsonNode value, int depth) throws ConversionRefused {
        ConversionLimits.check(++values, limits.values());
        if (value.isContainer() && depth >= limits.depth()) {
            throw new ConversionRefused(Refusal.TOO_DEEP);
        }
        switch (value.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    text(member.getKey(), limits.nameLength());
                    value(member.getValue(), depth + 1);
                }
            }
            case ARRAY -> {
                for (JsonNode item : value) {
                    value(item, depth + 1);
                }
            }
            case STRING -> text(value.stringValue(), limits.textLength());
            case NUMBER -> number(value);
            case BOOLEAN, NULL -> {}
            default -> throw new ConversionRefused(Refusal.NO_MAPPING);
        }
    }

    private void text(String text, int most) throws ConversionRefused {
        ConversionLimits.check(text.length(), most);
        total(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSupplementaryCodePoint(text.codePointAt(i))) {
                    throw new ConversionRefused(Refusal.WRONG_CHARACTER);
                }
                i++;
            }
        }
    }

    private void number(JsonNode number) throws ConversionRefused {
        var exact = Scalars.number(number);
        ConversionLimits.check(Scalars.digits(exact), limits.numberDigits());
        total(exact.precision());
    }

    private void total(int more) throws ConversionRefused {
        characters += more;
        ConversionLimits.check(characters, limits.octets());
    }
}
