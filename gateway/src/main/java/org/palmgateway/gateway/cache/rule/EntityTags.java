package org.palmgateway.gateway.cache.rule;

import java.util.ArrayList;
import java.util.List;

/** Entity tags (RFC 9110 §8.8.3). Pure functions. */
public final class EntityTags {

    private static final int MOST = 100;

    private EntityTags() {}

    /** Tells whether a text is one entity tag, weak or strong. */
    public static boolean isTag(String text) {
        String opaque = opaque(text);
        return opaque.length() >= 2
                && opaque.charAt(0) == '"'
                && opaque.indexOf('"', 1) == opaque.length() - 1
                && opaque.chars().allMatch(c -> c > 0x20 && c != 0x7f);
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    /** Compares weakly (§8.8.3.2). */
    public static boolean weaklyEqual(String one, String other) {
        return opaque(one).equals(opaque(other));
    }

    /** Compares strongly: weak tags equal none. */
    public static boolean stronglyEqual(String one, String other) {
        return !one.startsWith("W/") && one.equals(other);
    }

    /** Reads the members of {@code If-None-Match}; parts that are no tag are left out, as are those beyond the hundredth. */
    public static List<String> list(List<String> lines) {
        List<String> tags = new ArrayList<>();
        String text = String.join(",", lines);
        int at = 0;
        while (at < text.length() && tags.size() < MOST) {
            int quote = text.indexOf('"', at);
            int end = quote < 0 ? -1 : text.indexOf('"', quote + 1);
            if (end < 0) {
                return tags;
            }
            boolean weak = quote >= 2 && text.startsWith("W/", quote - 2);
            String tag = text.substring(weak ? quote - 2 : quote, end + 1);
            if (isTag(tag)) {
                tags.add(tag);
            }
            at = end + 1;
        }
        return tags;
    }
}
