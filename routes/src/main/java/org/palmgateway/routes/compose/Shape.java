package org.palmgateway.routes.compose;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One change to the form of a branch's result, which is an object, or an array of such, each of whose items is changed. */
public sealed interface Shape {

    /** Only these members are kept. */
    record Pick(Set<String> names) implements Shape {
        /** Copies the names. */
        public Pick {
            names = Collections.unmodifiableSet(new LinkedHashSet<>(names));
        }
    }

    /** These members are left out. */
    record Drop(Set<String> names) implements Shape {
        /** Copies the names. */
        public Drop {
            names = Set.copyOf(names);
        }
    }

    /** Members get other names, and stay in their places. */
    record Rename(Map<String, String> names) implements Shape {
        /** Copies the names. */
        public Rename {
            names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
        }
    }

    /** The result becomes the only member of an object. */
    record Group(String name) implements Shape {}

    /** A member that is an object gives its place to its own members. */
    record Flatten(String name) implements Shape {}

    /** The result becomes what one member holds. */
    record Take(String name) implements Shape {}
}
