package org.palmgateway.gateway.admin;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.PolicyTree;
import org.palmgateway.routes.policy.Revision;

/**
 * One version of the book.
 *
 * @param version the version
 * @param at when it was made
 * @param author by whom
 * @param reason why
 * @param changes what was set: {@code target} with {@code policy}, or {@code override} with its terms; without the second it was taken away
 */
record RevisionView(long version, Instant at, String author, String reason, List<Map<String, Object>> changes) {

    static RevisionView of(Revision revision) {
        return new RevisionView(
                revision.version(),
                revision.at(),
                revision.author(),
                revision.reason(),
                revision.changes().stream().map(RevisionView::tree).toList());
    }

    private static Map<String, Object> tree(Change change) {
        Map<String, Object> tree = new LinkedHashMap<>();
        if (change instanceof Change.OfPolicy policy) {
            tree.put("target", policy.target().toString());
            if (policy.policy() != null) {
                tree.put("policy", PolicyTree.of(policy.policy()));
            }
        } else if (change instanceof Change.OfOverride override) {
            tree.put("override", override.id());
            if (override.override() != null) {
                tree.put("terms", PolicyTree.of(override.override()));
            }
        }
        return tree;
    }
}
