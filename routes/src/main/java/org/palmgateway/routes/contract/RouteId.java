package org.palmgateway.routes.contract;

import java.util.Locale;

/** Makes ids of routes of what operations are called. */
final class RouteId {

    private static final int LONGEST = 90;

    private RouteId() {}

    /** Returns an id, such as {@code fund.get-account} of {@code getAccount}; an operation without a name that letters can be had of goes by method and path. */
    static String of(String prefix, Operation operation) {
        String name = operation.operationId() == null ? "" : kebab(operation.operationId());
        if (name.isEmpty()) {
            name = kebab(operation.method() + " " + operation.path());
        }
        String id = prefix + "." + name;
        return id.length() > LONGEST ? id.substring(0, LONGEST) : id;
    }

    private static String kebab(String name) {
        return name.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]+", "-")
                .replaceAll("^-|-$", "");
    }
}
