package org.palmgateway.gateway.compose.convert;

import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Random trees. */
final class Trees {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Trees() {}

    /** Whole characters, any of them. */
    static Arbitrary<String> texts() {
        return Arbitraries.strings()
                .ofMaxLength(12)
                .filter(text -> text.chars().noneMatch(each -> Character.isSurrogate((char) each)));
    }

    static Arbitrary<JsonNode> numbers() {
        Arbitrary<JsonNode> integers = Arbitraries.bigIntegers().map(NODES::numberNode);
        Arbitrary<JsonNode> longs = Arbitraries.longs().map(NODES::numberNode);
        Arbitrary<JsonNode> decimals =
                Arbitraries.bigDecimals().ofScale(7).map(number -> NODES.numberNode(number.setScale(9)));
        return Arbitraries.oneOf(integers, longs, decimals);
    }

    /** Trees of JSON. */
    static Arbitrary<JsonNode> json() {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                numbers(),
                texts().map(NODES::stringNode),
                Arbitraries.of(true, false).map(NODES::booleanNode));
        return Arbitraries.recursive(
                () -> scalars, inner -> Arbitraries.oneOf(inner, objects(inner), arrays(inner)), 0, 4);
    }

    static Arbitrary<JsonNode> arrays(Arbitrary<JsonNode> items) {
        return items.list().ofMaxSize(4).map(Trees::array);
    }

    static Arbitrary<JsonNode> objects(Arbitrary<JsonNode> values) {
        return Arbitraries.maps(texts(), values).ofMaxSize(4).map(Trees::object);
    }

    static ArrayNode array(List<JsonNode> items) {
        return NODES.arrayNode().addAll(items);
    }

    static ObjectNode object(Map<String, JsonNode> members) {
        return NODES.objectNode().setAll(members);
    }
}
