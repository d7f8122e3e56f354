package org.palmgateway.routes.snapshot;

import org.palmgateway.routes.bundle.BundleReading;

/** What happened to an owner's bundle. */
public sealed interface BundleChange {

    /** Returns the owner. */
    String owner();

    /**
     * There is a new or changed bundle.
     *
     * @param reading what came of reading it
     */
    record Put(BundleReading reading) implements BundleChange {
        @Override
        public String owner() {
            return reading.owner();
        }
    }

    /**
     * The owner has withdrawn its bundle.
     *
     * @param owner the owner
     */
    record Remove(String owner) implements BundleChange {}
}
