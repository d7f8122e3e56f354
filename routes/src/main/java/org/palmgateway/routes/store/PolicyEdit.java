package org.palmgateway.routes.store;

import java.util.List;
import org.palmgateway.routes.policy.PolicyBook.Change;

/**
 * A wish to change the book.
 *
 * @param changes what to change
 * @param expected what the change starts from
 * @param author who wishes it
 * @param reason why
 */
public record PolicyEdit(List<Change> changes, Expected expected, String author, String reason) {

    /** What a change starts from; another state makes it void, so that nobody overwrites what they have not seen. */
    public sealed interface Expected {

        /** Whatever there is: the change does not depend on it. */
        record Anything() implements Expected {}

        /**
         * A version of the book.
         *
         * @param version the version
         */
        record OfBook(long version) implements Expected {}

        /**
         * For every policy that is changed, the version that brought it in; 0 when there must be none.
         *
         * @param version the version
         */
        record OfPolicy(long version) implements Expected {}
    }

    /** Copies the changes. */
    public PolicyEdit {
        changes = List.copyOf(changes);
    }
}
