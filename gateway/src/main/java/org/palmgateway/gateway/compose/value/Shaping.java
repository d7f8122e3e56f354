package org.palmgateway.gateway.compose.value;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.palmgateway.routes.compose.Shape;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Gives results the form that is declared. Objects are changed member by member, arrays item by item, and anything else stays as it is.
 * Members keep their order; values are taken over as they are, so that numbers keep their digits.
 */
public final class Shaping {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Shaping() {}

    /** Returns a result after all changes, in their order. */
    public static JsonNode of(List<Shape> shapes, JsonNode result) {
        JsonNode shaped = result;
        for (Shape shape : shapes) {
            shaped = of(shape, shaped);
        }
        return shaped;
    }

    private static JsonNode of(Shape shape, JsonNode result) {
        if (shape instanceof Shape.Group group) {
            ObjectNode grouped = NODES.objectNode();
            grouped.set(group.name(), result);
            return grouped;
        }
        if (result.isArray()) {
            ArrayNode array = NODES.arrayNode(result.size());
            result.forEach(item -> array.add(of(shape, item)));
            return array;
        }
        if (!(result instanceof ObjectNode object)) {
            return result;
        }
        if (shape instanceof Shape.Pick pick) {
            return only(object, pick.names()::contains);
        }
        if (shape instanceof Shape.Drop drop) {
            return only(object, name -> !drop.names().contains(name));
        }
        if (shape instanceof Shape.Rename rename) {
            return renamed(object, rename.names());
        }
        if (shape instanceof Shape.Take take) {
            JsonNode taken = object.path(take.name());
            return taken.isMissingNode() ? NODES.nullNode() : taken;
        }
        return flatten(object, ((Shape.Flatten) shape).name());
    }

    private static JsonNode only(ObjectNode object, Predicate<String> kept) {
        ObjectNode members = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (kept.test(member.getKey())) {
                members.set(member.getKey(), member.getValue());
            }
        }
        return members;
    }

    /** A member that is given a name which another one has stands above that. */
    private static JsonNode renamed(ObjectNode object, Map<String, String> names) {
        ObjectNode members = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            String given = names.get(member.getKey());
            if (given != null) {
                members.set(given, member.getValue());
            } else if (!members.has(member.getKey()) || !names.containsValue(member.getKey())) {
                members.set(member.getKey(), member.getValue());
            }
        }
        return members;
    }

    /** A member of the outer object stands above one of the same name that would come out of the inner one. */
    private static JsonNode flatten(ObjectNode object, String inner) {
        if (!(object.path(inner) instanceof ObjectNode opened)) {
            return object;
        }
        ObjectNode flat = NODES.objectNode();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            if (!member.getKey().equals(inner)) {
                flat.set(member.getKey(), member.getValue());
                continue;
            }
            for (Map.Entry<String, JsonNode> within : opened.properties()) {
                boolean taken = object.has(within.getKey()) && !within.getKey().equals(inner);
                if (!taken) {
                    flat.set(within.getKey(), within.getValue());
                }
            }
        }
        return flat;
    }
}
