package org.palmgateway.routes.policy;

import java.time.Instant;
import java.util.List;

/**
 * One version of the book: what changed, by whom and why.
 *
 * @param version the version that it made
 * @param at when
 * @param author who changed it
 * @param reason why
 * @param changes what was changed
 * @param undo what takes the changes back, in the order in which it has to be done
 */
public record Revision(
        long version,
        Instant at,
        String author,
        String reason,
        List<PolicyBook.Change> changes,
        List<PolicyBook.Change> undo) {

    /** Copies the lists. */
    public Revision {
        changes = List.copyOf(changes);
        undo = List.copyOf(undo);
    }

    /** Returns the revision that changes a book. */
    public static Revision of(
            PolicyBook book, List<PolicyBook.Change> changes, String author, String reason, Instant at) {
        List<PolicyBook.Change> undo =
                changes.stream().map(change -> inverse(book, change)).toList();
        return new Revision(book.version() + 1, at, author, reason, changes, undo);
    }

    private static PolicyBook.Change inverse(PolicyBook book, PolicyBook.Change change) {
        if (change instanceof PolicyBook.Change.OfPolicy policy) {
            return new PolicyBook.Change.OfPolicy(
                    policy.target(),
                    book.at(policy.target()).map(PolicyBook.Entry::policy).orElse(null));
        }
        String id = ((PolicyBook.Change.OfOverride) change).id();
        return new PolicyBook.Change.OfOverride(id, book.overrides().get(id));
    }
}
