package org.palmgateway.routes.document;

import java.util.List;
import java.util.Map;

/**
 * Makes values of the scalars, mappings and lists of a part of a document whose form is for its owner to choose.
 *
 * @param <T> type of the values
 */
public interface Tree<T> {

    /** Returns the value of a scalar, or throws an IllegalArgumentException that says what is expected. */
    T scalar(String text);

    /** Returns the value of a mapping, whose members come in the order of the document. */
    T mapping(Map<String, T> members);

    /** Returns the value of a list. */
    T list(List<T> items);
}
