package org.palmgateway.bench.compare;

import java.io.IOException;

/** A server that can be compared. Equal ones are started once in a scenario. */
interface Contestant {

    /**
     * Starts it in a process of its own, and waits until it listens.
     *
     * @param stage where departments, the issuer and the directory to work in are
     * @throws IOException when it does not
     */
    Server start(Stage stage) throws IOException;
}
