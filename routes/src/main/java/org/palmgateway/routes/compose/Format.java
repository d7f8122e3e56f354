package org.palmgateway.routes.compose;

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
     */
    record Xml(String root) implements Format {}
}
