package org.palmgateway.routes.bundle;

import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.Bundle;

/** What came of reading a bundle. */
public sealed interface BundleReading {

    /** Returns the owner whose bundle it was. */
    String owner();

    /**
     * The bundle is sound in itself.
     *
     * @param bundle the bundle
     */
    record Sound(Bundle bundle) implements BundleReading {
        @Override
        public String owner() {
            return bundle.owner();
        }
    }

    /**
     * The bundle cannot be used.
     *
     * @param owner its owner
     * @param problems everything that is wrong with it, at least one
     */
    record Broken(String owner, List<DocumentProblem> problems) implements BundleReading {
        /** Copies the problems. */
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
