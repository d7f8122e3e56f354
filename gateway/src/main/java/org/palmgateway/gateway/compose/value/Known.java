package org.palmgateway.gateway.compose.value;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.compose.Pointer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.databind.node.StringNode;

/**
 * What is known of a composed call at a moment.
 *
 * @param path the variables of the route's path
 * @param query finds the first value of a name in the query; null when there is none
 * @param headers finds the first field of a name; null when there is none
 * @param body the request's body; missing when it has none
 * @param region code of the region that is asked for
 * @param principal finds what is known of the caller, by name; missing when it is not, or nobody said who is calling
 * @param results the results of the branches that have come, by their ids
 * @param item the item that a branch is called for; missing outside of a list
 * @param answer what a department answered; missing before it did
 */
public record Known(
        Map<String, String> path,
        Function<String, @Nullable String> query,
        Function<String, @Nullable String> headers,
        JsonNode body,
        String region,
        Function<String, JsonNode> principal,
        Map<String, JsonNode> results,
        JsonNode item,
        JsonNode answer) {

    /** Copies the maps. */
    public Known {
        path = Map.copyOf(path);
        results = Map.copyOf(results);
    }

    /** Returns what is known, with the result of a branch. */
    public Known with(String branch, JsonNode result) {
        Map<String, JsonNode> more = new HashMap<>(results);
        more.put(branch, result);
        return new Known(path, query, headers, body, region, principal, more, item, answer);
    }

    /** Returns what is known, with the results of these branches and no others. */
    public Known with(Map<String, JsonNode> all) {
        return new Known(path, query, headers, body, region, principal, all, item, answer);
    }

    /** Returns what is known, as far as somebody gets to see the caller. */
    public Known seeing(Function<String, JsonNode> caller) {
        return new Known(path, query, headers, body, region, caller, results, item, answer);
    }

    /** Returns what is known, for one item of a list. */
    public Known of(JsonNode each) {
        return new Known(path, query, headers, body, region, principal, results, each, answer);
    }

    /** Returns what is known, with what a department answered. */
    public Known answered(JsonNode said) {
        return new Known(path, query, headers, body, region, principal, results, item, said);
    }

    /** Returns what a pointer leads to; missing when that is nothing. */
    public JsonNode at(Pointer pointer) {
        JsonNode node = switch (pointer.root()) {
            case PATH -> text(path.get(pointer.name()));
            case QUERY -> text(query.apply(pointer.name()));
            case HEADER -> text(headers.apply(pointer.name()));
            case BODY -> body;
            case REGION -> text(region);
            case PRINCIPAL -> principal.apply(pointer.name());
            case BRANCH -> results.getOrDefault(pointer.name(), MissingNode.getInstance());
            case ITEM -> item;
            case ANSWER -> answer;
        };
        for (String token : pointer.below()) {
            node = node.isArray() ? node.path(index(token)) : node.path(token);
        }
        return node;
    }

    private static JsonNode text(@Nullable String text) {
        return text == null ? MissingNode.getInstance() : StringNode.valueOf(text);
    }

    /** RFC 6901 §4: digits without a leading zero; anything else is no index. */
    private static int index(String token) {
        boolean digits = token.equals("0") || token.matches("[1-9][0-9]{0,8}");
        return digits ? Integer.parseInt(token) : -1;
    }
}
