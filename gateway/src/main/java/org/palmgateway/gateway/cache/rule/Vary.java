package org.palmgateway.gateway.cache.rule;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/**
 * By which fields of the request a response was selected (RFC 9110 §12.5.5, RFC 9111 §4.1).
 *
 * @param any whether by anything, {@code *}, by what is the name of no field, or by more fields than are looked at
 * @param names their names, in lower case and in order
 */
public record Vary(boolean any, List<String> names) {

    /** By none. */
    public static final Vary NONE = new Vary(false, List.of());

    /** The most fields that are looked at. */
    static final int MOST = 16;

    /** By these a department says that it answers each caller differently. */
    private static final Set<String> IDENTITY = Set.of(
            "authorization", "cookie", "proxy-authorization", "dpop", "x-api-key", "forwarded", "x-forwarded-for");

    private static final String PASSPORT = "palm-passport";

    /** Copies the names. */
    public Vary {
        names = List.copyOf(names);
    }

    /** Reads the field of a response. A response in a content coding is taken to vary by it, whether it says so or not. */
    public static Vary of(Fields response) {
        List<String> lines = response.all("Vary");
        boolean encoded = response.has("Content-Encoding");
        if (lines.isEmpty()) {
            return encoded ? new Vary(false, List.of("accept-encoding")) : NONE;
        }
        Set<String> names = new TreeSet<>();
        if (encoded) {
            names.add("accept-encoding");
        }
        for (String name : String.join(",", lines).split(",", -1)) {
            if (!name.isBlank()) {
                names.add(name.strip().toLowerCase(Locale.ROOT));
            }
        }
        boolean any =
                names.contains("*") || names.size() > MOST || !names.stream().allMatch(DirectiveText::isToken);
        return new Vary(any, any ? List.of() : new ArrayList<>(names));
    }

    /**
     * Tells whether the response was selected by who is calling.
     *
     * @param byApplication whether callers of different applications are told apart already, so that passports may be, which then name
     *     nobody else
     */
    boolean byCaller(boolean byApplication) {
        return names.stream().anyMatch(name -> IDENTITY.contains(name) || (name.equals(PASSPORT) && !byApplication));
    }

    /** Tells whether the response was selected by the region that was asked for. */
    boolean byRegion() {
        return names.contains("palm-region");
    }
}
