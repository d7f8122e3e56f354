package org.palmgateway.gateway.admin;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.Purge;
import org.palmgateway.gateway.cache.Purged;
import org.palmgateway.routes.document.FieldReader;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * Reads what is to be purged: exactly one of {@code route}, {@code department}, {@code tag} and {@code path}, the last with its {@code
 * query}.
 *
 * <p>A route need not be live, for answers may outlast it. A department must be: what is purged is found by the routes that it has.
 */
final class PurgeReader {

    private static final List<String> KINDS = List.of("route", "department", "tag", "path");
    private static final String QUERY = "query";
    private static final int LONGEST_TAG = 128;

    private PurgeReader() {}

    /**
     * What an operator wants.
     *
     * @param what what is to be purged
     * @param reason why
     */
    record Wish(Purge what, String reason) {

        /** Says what was purged, for the log: without path and query, for they may name citizens. */
        String said(Purged purged) {
            if (what instanceof Purge.OfRoute route) {
                return "route " + route.route();
            }
            if (what instanceof Purge.OfDepartment department) {
                return "department " + department.department();
            }
            if (what instanceof Purge.OfTag tag) {
                return "tag " + tag.tag();
            }
            return purged.addresses().stream()
                    .map(Purged.Address::route)
                    .distinct()
                    .sorted()
                    .collect(Collectors.joining(", ", "an address of routes [", "]"));
        }
    }

    /** Returns the wish, or null after having noted why there is none. */
    static @Nullable Wish read(FieldReader fields, Snapshot snapshot) {
        @Nullable String reason = fields.required("reason", PolicyDocuments::reason);
        @Nullable Purge what = what(fields, snapshot);
        fields.end();
        return reason == null || what == null ? null : new Wish(what, reason);
    }

    private static @Nullable Purge what(FieldReader fields, Snapshot snapshot) {
        List<String> named = KINDS.stream().filter(fields::has).toList();
        if (named.size() != 1) {
            String expected = "exactly one of " + String.join(", ", KINDS);
            fields.has(QUERY);
            if (named.isEmpty()) {
                fields.problem(KINDS.get(0), "", expected);
            }
            named.forEach(kind -> fields.problem(kind, String.join(", ", named), expected));
            return null;
        }
        return switch (named.get(0)) {
            case "route" -> fields.required("route", text -> new Purge.OfRoute(Scalars.id(text)));
            case "department" ->
                fields.required("department", text -> new Purge.OfDepartment(department(text, snapshot)));
            case "tag" -> fields.required("tag", text -> new Purge.OfTag(tag(text)));
            default -> address(fields);
        };
    }

    private static String department(String text, Snapshot snapshot) {
        boolean live = snapshot.bundles().values().stream()
                .flatMap(bundle -> bundle.bundle().departments().stream())
                .anyMatch(department -> department.id().equals(text));
        if (!live) {
            throw new IllegalArgumentException("the id of a department that is live");
        }
        return text;
    }

    private static String tag(String text) {
        String tag = text.strip();
        if (tag.length() > LONGEST_TAG || tag.indexOf(',') >= 0 || tag.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "one tag of a Cache-Tag, without comma, at most " + LONGEST_TAG + " characters");
        }
        return tag;
    }

    private static @Nullable Purge address(FieldReader fields) {
        @Nullable String path = fields.required("path", PurgeReader::path);
        boolean all = !fields.has(QUERY);
        @Nullable String query = all ? null : fields.required(QUERY, PurgeReader::query);
        return path == null || (!all && query == null) ? null : new Purge.OfKey(path, query);
    }

    private static String path(String text) {
        try {
            return NormalPath.of(text).toString();
        } catch (MalformedPath e) {
            String why = e.reason().name().toLowerCase(Locale.ROOT).replace('_', '-');
            throw new IllegalArgumentException("the path of a request, such as /a/b (this one: " + why + ")", e);
        }
    }

    private static String query(String text) {
        if (text.chars().anyMatch(c -> c <= ' ' || c >= 0x7f || c == '#')) {
            throw new IllegalArgumentException("the query of a request as it was sent, such as x=1&y=%20");
        }
        return text;
    }
}
