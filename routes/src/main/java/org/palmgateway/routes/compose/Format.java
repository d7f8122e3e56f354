package org.palmgateway.routes.compose;

import java.util.Set;

/** How a department speaks. */
public sealed interface Format {

    /** JSON. */
    record Json() implements Format {}

    /** {@code application/x-www-form-urlencoded} in its requests; answers as they come. */
    record Form() implements Format {}

    /**
     * XML.
     *
     * @param root the name of the root element of requests
     * @param arrays local names of the elements of answers that are arrays even when there is only one
     */
    record Xml(String root, Set<String> arrays) implements Format {
        /** Copies the names. */
        public Xml {
            arrays = Set.copyOf(arrays);
        }
    }
}
