package org.palmgateway.gateway.cache.rule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.greenbytes.http.sfv.BooleanItem;
import org.greenbytes.http.sfv.Dictionary;
import org.greenbytes.http.sfv.IntegerItem;
import org.greenbytes.http.sfv.ListElement;
import org.greenbytes.http.sfv.ParseException;
import org.greenbytes.http.sfv.Parser;
import org.greenbytes.http.sfv.StringItem;
import org.greenbytes.http.sfv.TokenItem;

/** Reads {@code CDN-Cache-Control} (RFC 9213): directives as a structured field, for caches such as this one and no others. */
final class TargetedDirectives {

    static final String FIELD = "CDN-Cache-Control";

    private TargetedDirectives() {}

    /** Reads field lines; empty when there are none, when they say nothing, and when they break the syntax (RFC 9213 §2.1). */
    static Optional<Directives> of(List<String> lines) {
        if (lines.isEmpty()) {
            return Optional.empty();
        }
        try {
            Dictionary dictionary = new Parser(lines).parseDictionary();
            Map<String, List<String>> found = new HashMap<>();
            for (Map.Entry<String, ListElement<? extends Object>> member :
                    dictionary.get().entrySet()) {
                if (!isFalse(member.getValue())) {
                    found.put(member.getKey(), List.of(argument(member.getValue())));
                }
            }
            return found.isEmpty() ? Optional.empty() : Optional.of(new Directives(found, false));
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    private static boolean isFalse(ListElement<?> value) {
        return value instanceof BooleanItem bool && !bool.get();
    }

    /** A value of another type than is expected is no number and names no field, which leads to the safe reading. */
    private static String argument(ListElement<?> value) {
        if (value instanceof IntegerItem number) {
            return Long.toString(number.getAsLong());
        }
        if (value instanceof StringItem string) {
            // A number in quotes is a string, not a time.
            return string.get().chars().allMatch(Character::isDigit) ? "" : string.get();
        }
        return value instanceof TokenItem token ? token.get() : "";
    }
}
