package org.palmgateway.routes.document;

import java.util.List;
import java.util.Map;

/** A part of a document, with the line it starts on. */
sealed interface Value {

    int line();

    /** A scalar, as its text; what it means is for the field to say. */
    record Text(int line, String text) implements Value {}

    /** A list. */
    record Items(int line, List<Value> items) implements Value {}

    /** A mapping, in the order of the document. */
    record Fields(int line, Map<String, Value> fields) implements Value {}

    /** Names what a value is, for a message. */
    default String kind() {
        if (this instanceof Text text) {
            return text.text();
        }
        return this instanceof Items ? "a list" : "a mapping";
    }
}
