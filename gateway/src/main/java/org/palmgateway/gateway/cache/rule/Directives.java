package org.palmgateway.gateway.cache.rule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The directives of {@code Cache-Control} (RFC 9111 §5.2), of all its field lines together.
 *
 * <p>Where the text is not as it has to be, or says a thing twice, the safe reading wins: of two times the shorter, of a directive with and
 * without field names the one without, and what cannot be parsed at all is marked as malformed.
 */
public final class Directives {

    /** RFC 9111 §1.2.2: greater numbers count as this one. */
    static final long MOST_SECONDS = 2_147_483_648L;

    private static final int MOST_DIRECTIVES = 64;

    /** A response without one of these would be read, selected or kept in another way than it is meant. */
    private static final Set<String> OF_THE_WHOLE =
            Set.of("cache-control", "cdn-cache-control", "content-encoding", "content-type", "date", "expires", "vary");

    /** Of each name, in lower case, its arguments in their order; an empty one where there is none. */
    private final Map<String, List<String>> arguments;

    private final boolean malformed;

    Directives(Map<String, List<String>> arguments, boolean malformed) {
        this.arguments = Map.copyOf(arguments);
        this.malformed = malformed;
    }

    /** Reads field lines; in time linear in their length. */
    public static Directives of(List<String> lines) {
        if (lines.isEmpty()) {
            return new Directives(Map.of(), false);
        }
        DirectiveText text = new DirectiveText(String.join(",", lines));
        Map<String, List<String>> found = new HashMap<>();
        int count = 0;
        while (count < MOST_DIRECTIVES && text.next()) {
            found.computeIfAbsent(text.name().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
                    .add(text.argument());
            count++;
        }
        return new Directives(found, text.isMalformed() || !text.isAtEnd());
    }

    /** Tells whether a part could not be read, so that it may have said anything. */
    boolean isMalformed() {
        return malformed;
    }

    /** Tells whether a directive is there, whatever its argument. */
    boolean has(String name) {
        return arguments.containsKey(name);
    }

    /** Returns the shortest time that a directive says; zero for one that is no number; empty when it is not there. */
    OptionalLong least(String name) {
        return least(name, 0);
    }

    /** Does so for a directive that says a time also where it has no argument. */
    OptionalLong least(String name, long withoutArgument) {
        List<String> values = arguments.getOrDefault(name, List.of());
        return values.stream()
                .mapToLong(value -> value.isEmpty() ? withoutArgument : seconds(value, 0))
                .min();
    }

    /** Returns the longest time that a directive says; more than any for one that is no number; empty when it is not there. */
    OptionalLong most(String name) {
        List<String> values = arguments.getOrDefault(name, List.of());
        return values.stream().mapToLong(value -> seconds(value, MOST_SECONDS)).max();
    }

    private static long seconds(String text, long otherwise) {
        if (!isNumber(text)) {
            return otherwise;
        }
        return text.length() > 10 ? MOST_SECONDS : Math.min(MOST_SECONDS, Long.parseLong(text));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static boolean isFieldName(String text) {
        return DirectiveText.isToken(text) && !isNumber(text);
    }

    /**
     * Tells whether a directive is there that is about the whole response, not about named fields of it. One that names what is no field, or
     * what the response cannot do without, is taken to be.
     */
    boolean hasWithoutFields(String name) {
        return arguments.getOrDefault(name, List.of()).stream().anyMatch(argument -> isAboutTheWhole(names(argument)));
    }

    private static boolean isAboutTheWhole(List<String> names) {
        return names.isEmpty()
                || !names.stream().allMatch(Directives::isFieldName)
                || names.stream().anyMatch(OF_THE_WHOLE::contains);
    }

    /** Returns the names, in lower case, of the fields that a directive is about. */
    Set<String> fields(String name) {
        Set<String> fields = new LinkedHashSet<>();
        arguments.getOrDefault(name, List.of()).forEach(argument -> fields.addAll(names(argument)));
        return fields;
    }

    private static List<String> names(String argument) {
        List<String> names = new ArrayList<>();
        for (String name : argument.split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }
}
