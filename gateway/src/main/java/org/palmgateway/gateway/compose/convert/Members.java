package org.palmgateway.gateway.compose.convert;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Members of formats that may repeat a name: the values of one name are an array where the first of them was. */
final class Members {

    private Members() {}

    /**
     * Adds a member.
     *
     * @param value anything but an array
     * @param array whether it is in an array even when it is alone
     */
    static void add(ObjectNode object, String name, JsonNode value, boolean array) {
        JsonNode before = object.get(name);
        if (before instanceof ArrayNode values) {
            values.add(value);
        } else if (before != null) {
            object.putArray(name).add(before).add(value);
        } else if (array) {
            object.putArray(name).add(value);
        } else {
            object.set(name, value);
        }
    }
}
