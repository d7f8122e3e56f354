package org.palmgateway.gateway.command;

import java.util.List;

/**
 * A bundle on this machine, held against what its owner has published.
 *
 * @param bundle the bundle on this machine
 * @param wanted what it says
 * @param revisions the owner's revisions
 * @param differences in what it differs; none when all of it is live
 */
record Compared(LocalBundle bundle, BundleTree wanted, Revisions revisions, List<Difference> differences) {

    /** Copies the differences. */
    Compared {
        differences = List.copyOf(differences);
    }

    static Compared of(AdminApi api, LocalBundle bundle) {
        BundleTree wanted = bundle.tree();
        Revisions revisions = Revisions.of(api, bundle.owner());
        BundleTree published = revisions
                .published()
                .map(revision -> Revisions.tree(api, bundle.owner(), revision))
                .orElseGet(BundleTree::empty);
        return new Compared(bundle, wanted, revisions, published.to(wanted));
    }
}
