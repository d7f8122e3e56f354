package org.palmgateway.gateway.explain;

import java.util.Set;

/** For whom something is explained, which decides how much of whose routes is told. */
public sealed interface Viewer {

    /** Tells whether the viewer may see all of an owner's routes. */
    boolean sees(String owner);

    /** Whoever may see everything. */
    record Everything() implements Viewer {
        @Override
        public boolean sees(String owner) {
            return true;
        }
    }

    /**
     * Whoever belongs to some owners. Of the routes of others it learns id, owner, pattern, region and the decision.
     *
     * @param owners the owners
     */
    record OfOwners(Set<String> owners) implements Viewer {
        /** Copies the set. */
        public OfOwners {
            owners = Set.copyOf(owners);
        }

        @Override
        public boolean sees(String owner) {
            return owners.contains(owner);
        }
    }
}
