package org.palmgateway.routes.policy;

import java.util.Locale;
import org.palmgateway.routes.document.Scalars;

/**
 * A place that a policy is attached to.
 *
 * @param kind what kind of place it is
 * @param id its code or id
 */
public record Target(Kind kind, String id) implements Comparable<Target> {

    /** Kinds of places, from the most general one. */
    public enum Kind {
        /** A province, city or county, by its GB/T 2260 code: holds for the routes offered in it and below. */
        REGION,
        /** A department: holds for its routes. */
        DEPARTMENT,
        /** A single route. */
        ROUTE,
        /** An application, by its OAuth client id: holds for its requests. */
        APPLICATION,
        /** A plan of an owner, by owner and plan: holds for its subscribers; its bundle alone says what. */
        PLAN;

        /** Returns the word used in addresses and documents, such as {@code region}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Returns a region. */
    public static Target region(String code) {
        return new Target(Kind.REGION, code);
    }

    /** Returns a department. */
    public static Target department(String id) {
        return new Target(Kind.DEPARTMENT, id);
    }

    /** Returns a route. */
    public static Target route(String id) {
        return new Target(Kind.ROUTE, id);
    }

    /** Returns an application. */
    public static Target application(String id) {
        return new Target(Kind.APPLICATION, id);
    }

    /** Returns a plan. */
    public static Target plan(String owner, String id) {
        return new Target(Kind.PLAN, owner + "/" + id);
    }

    /**
     * Reads a target that operators may say something of, as {@link #toString} writes it.
     *
     * @throws IllegalArgumentException saying what is expected
     */
    public static Target of(String text) {
        int slash = text.indexOf('/');
        for (Kind kind : Kind.values()) {
            if (kind != Kind.PLAN
                    && slash > 0
                    && slash < text.length() - 1
                    && kind.word().equals(text.substring(0, slash))) {
                String id = text.substring(slash + 1);
                // Others are looked up among what is live; applications are known to the identity provider alone.
                return new Target(kind, kind == Kind.APPLICATION ? Scalars.token(id) : id);
            }
        }
        throw new IllegalArgumentException(
                "region/, department/, route/ or application/ and an id, such as region/330100");
    }

    @Override
    public int compareTo(Target other) {
        int byKind = kind.compareTo(other.kind);
        return byKind != 0 ? byKind : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return kind.word() + "/" + id;
    }
}
