package org.palmgateway.gateway.compose.value;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Template;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Makes values of templates. What a pointer leads to is taken as it is, with its type and digits. A member whose value is missing is left
 * out; in an array null stands in its place, so that the others keep theirs.
 */
public final class Filling {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Filling() {}

    /** Returns the value; missing when the template is a pointer that leads to nothing. */
    public static JsonNode of(Template template, Known known) {
        if (template instanceof Template.Taken taken) {
            return known.at(taken.from());
        }
        if (template instanceof Template.ObjectOf object) {
            return object(object, known);
        }
        if (template instanceof Template.ListOf list) {
            return list(list, known);
        }
        if (template instanceof Template.Text text) {
            return NODES.stringNode(text.text());
        }
        if (template instanceof Template.Decimal decimal) {
            return NODES.numberNode(decimal.number());
        }
        return template instanceof Template.Flag flag ? NODES.booleanNode(flag.flag()) : NODES.nullNode();
    }

    private static JsonNode object(Template.ObjectOf template, Known known) {
        ObjectNode object = NODES.objectNode();
        for (Map.Entry<String, Template> member : template.members().entrySet()) {
            JsonNode value = of(member.getValue(), known);
            if (!value.isMissingNode()) {
                object.set(member.getKey(), value);
            }
        }
        return object;
    }

    private static JsonNode list(Template.ListOf template, Known known) {
        ArrayNode array = NODES.arrayNode();
        for (Template item : template.items()) {
            JsonNode value = of(item, known);
            array.add(value.isMissingNode() ? NODES.nullNode() : value);
        }
        return array;
    }

    /**
     * Writes a value where only text can stand, as in a path, a query or a field.
     *
     * @return the text of a scalar, a number with its digits; null for anything else, which has no text
     */
    public static @Nullable String text(JsonNode value) {
        if (value.isBigDecimal()) {
            return value.decimalValue().toPlainString();
        }
        return value.isValueNode() && !value.isNull() && !value.isMissingNode() ? value.asString() : null;
    }
}
