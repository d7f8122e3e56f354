package org.palmgateway.gateway.edge;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.springframework.http.HttpHeaders;

/**
 * Which fields of a request a department gets to see whose answer is shared among callers: those listed here and those that the route
 * names, each in one spelling, and no others.
 *
 * <p>A field that is not shown cannot make an answer what it is, so it need not be part of what the answer is kept under. Pure functions.
 */
public final class SharedFields {

    /** By these a representation is chosen. */
    private static final List<String> NEGOTIATION = List.of("accept", "accept-language");

    /** These are about one exchange with the department. The cache sends its own, or none, for an answer that it keeps. */
    private static final List<String> CONDITIONS = List.of(
            "accept-encoding",
            "cache-control",
            "if-match",
            "if-none-match",
            "if-modified-since",
            "if-unmodified-since",
            "range",
            "if-range",
            "prefer");

    private static final int MOST_MEMBERS = 10;
    private static final int LONGEST = 256;

    private SharedFields() {}

    /**
     * Returns the fields that a department gets to see.
     *
     * @param request the fields of the request
     * @param named names of the fields that the route names, in lower case
     */
    public static HttpHeaders of(HttpHeaders request, Set<String> named) {
        HttpHeaders shown = selecting(request, named);
        copy(request, shown, CONDITIONS);
        return shown;
    }

    /** Returns those of them that an answer can depend on. */
    public static HttpHeaders selecting(HttpHeaders request, Set<String> named) {
        HttpHeaders shown = new HttpHeaders();
        for (String name : NEGOTIATION) {
            String normal = normal(request.getOrEmpty(name));
            if (!normal.isEmpty()) {
                shown.set(name, normal);
            }
        }
        for (String name : named) {
            String value = String.join(", ", request.getOrEmpty(name)).strip();
            if (!value.isEmpty()) {
                shown.set(name, value.length() > LONGEST ? value.substring(0, LONGEST) : value);
            }
        }
        return shown;
    }

    private static void copy(HttpHeaders from, HttpHeaders to, Collection<String> names) {
        for (String name : names) {
            List<String> values = from.getOrEmpty(name);
            if (!values.isEmpty()) {
                to.addAll(name, values);
            }
        }
    }

    /** One spelling for what means the same: no blanks, lower case (RFC 9110 §8.3.1, §12.5.4), and only so many members. */
    private static String normal(List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        List<String> members = new ArrayList<>();
        for (String member : String.join(",", lines).split(",", -1)) {
            String compact = member.replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
            if (!compact.isEmpty() && compact.length() <= LONGEST && members.size() < MOST_MEMBERS) {
                members.add(compact);
            }
        }
        return String.join(",", members);
    }
}
