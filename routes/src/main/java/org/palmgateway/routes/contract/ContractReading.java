package org.palmgateway.routes.contract;

import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;

/** What came of reading an OpenAPI document. */
public sealed interface ContractReading {

    /**
     * The document is sound.
     *
     * @param contract what it says
     */
    record Sound(Contract contract) implements ContractReading {}

    /**
     * The document cannot be used.
     *
     * @param problems all that is wrong with it, at least one; fields are JSON pointers (RFC 6901) where the place is known
     */
    record Broken(List<DocumentProblem> problems) implements ContractReading {

        /** Copies the problems. */
        public Broken {
            problems = List.copyOf(problems);
        }
    }
}
