package org.palmgateway.bench.compare;

import java.io.IOException;
import java.util.List;

/** One thing to find out. */
interface Scenario {

    /** Returns what it is called on the command line and in results. */
    String name();

    /**
     * Starts what it needs, measures, and stops it.
     *
     * @param stage what is there for all scenarios
     * @return the figures, in the order of tables
     * @throws IOException when a server does not start, or a request that must be answered is not
     */
    List<Figure> measure(Stage stage) throws IOException;
}
