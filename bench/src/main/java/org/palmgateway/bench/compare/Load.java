package org.palmgateway.bench.compare;

import java.io.IOException;

/** Requests of one kind over kept connections, each made as soon as the one before was answered. */
interface Load {

    /**
     * Makes them.
     *
     * @param server who is asked
     * @param phase how many, or for how long
     * @return what came of them, failures included
     * @throws IOException when they cannot be made
     */
    Done tolerant(Server server, Phase phase) throws IOException;

    /** Makes them as {@link #tolerant} does; an exception when one failed. */
    default Done run(Server server, Phase phase) throws IOException {
        return tolerant(server, phase).whole(server.url());
    }
}
