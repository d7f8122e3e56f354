package org.palmgateway.routes.contract;

import java.util.List;
import org.palmgateway.routes.document.DocumentProblem;

/**
 * What came of importing a document.
 *
 * @param contract id of the contract
 * @param routes the routes, in the order of the document
 * @param problems what is wrong with the operations that no route could be made of
 * @param notes what was left out or read in one of several ways, in words
 */
public record ImportedRoutes(
        String contract, List<ImportedRoute> routes, List<DocumentProblem> problems, List<String> notes) {

    /** Copies the lists. */
    public ImportedRoutes {
        routes = List.copyOf(routes);
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }
}
