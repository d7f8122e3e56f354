package org.palmgateway.gateway.compose.convert;

import java.math.BigDecimal;
import java.math.BigInteger;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Builds one tree from the tokens of JSON, with exact numbers. */
final class TreeReader {

    /** What a number has beside its digits: signs, a point, a zero before it, an exponent of ten digits. */
    static final int SIGNS = 16;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonParser parser;
    private final ConversionLimits limits;
    private int values;

    TreeReader(JsonParser parser, ConversionLimits limits) {
        this.parser = parser;
        this.limits = limits;
    }

    /** Reads the one value of the text. */
    JsonNode read() throws ConversionRefused {
        JsonToken first = parser.nextToken();
        if (first == null) {
            throw new ConversionRefused(Refusal.NOT_JSON);
        }
        JsonNode tree = value(first, 0);
        if (parser.nextToken() != null) {
            throw new ConversionRefused(Refusal.NOT_JSON);
        }
        return tree;
    }

    private JsonNode value(JsonToken token, int depth) throws ConversionRefused {
        ConversionLimits.check(++values, limits.values());
        if (token.isStructStart() && depth >= limits.depth()) {
            throw new ConversionRefused(Refusal.TOO_DEEP);
        }
        return switch (token) {
            case START_OBJECT -> object(depth);
            case START_ARRAY -> array(depth);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT -> integer(number());
            case VALUE_NUMBER_FLOAT -> decimal(number());
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new ConversionRefused(Refusal.NOT_JSON);
        };
    }

    private ObjectNode object(int depth) throws ConversionRefused {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            if (object.has(name)) {
                throw new ConversionRefused(Refusal.DUPLICATE_KEY);
            }
            object.set(name, value(parser.nextToken(), depth + 1));
        }
        return object;
    }

    private ArrayNode array(int depth) throws ConversionRefused {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(token, depth + 1));
        }
        return array;
    }

    private String number() throws ConversionRefused {
        ConversionLimits.check(parser.getStringLength(), limits.numberDigits() + SIGNS);
        return parser.getString();
    }

    private static JsonNode integer(String text) {
        BigInteger integer = new BigInteger(text);
        if (integer.bitLength() < Integer.SIZE) {
            return NODES.numberNode(integer.intValue());
        }
        return integer.bitLength() < Long.SIZE ? NODES.numberNode(integer.longValue()) : NODES.numberNode(integer);
    }

    private static JsonNode decimal(String text) throws ConversionRefused {
        try {
            return NODES.numberNode(new BigDecimal(text));
        } catch (NumberFormatException e) {
            // Its exponent has more than 32 bits.
            throw new ConversionRefused(Refusal.TOO_LARGE);
        }
    }
}
