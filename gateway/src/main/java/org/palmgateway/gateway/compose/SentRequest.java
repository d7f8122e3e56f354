package org.palmgateway.gateway.compose;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A request that a dry run sent to the sandbox. Long texts are cut.
 *
 * @param branch id of the branch that it was sent for
 * @param method its method
 * @param address where it was sent
 * @param fields its fields, without the passport
 * @param body its body; null when it had none
 */
public record SentRequest(
        String branch,
        String method,
        String address,
        Map<String, List<String>> fields,
        @Nullable String body) {

    private static final int LONGEST = 4096;

    /** Cuts the texts. */
    public SentRequest {
        address = cut(address);
        Map<String, List<String>> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        fields.forEach((name, values) ->
                all.put(name, values.stream().map(SentRequest::cut).toList()));
        fields = all;
        body = body == null ? null : cut(body);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + '…';
    }
}
