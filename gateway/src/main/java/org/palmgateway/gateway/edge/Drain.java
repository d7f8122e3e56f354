package org.palmgateway.gateway.edge;

/** Whether the node has been told to stop. Safe for any number of threads. */
public final class Drain {

    private volatile boolean begun;

    /** Tells every later answer to close its connection. */
    public void begin() {
        begun = true;
    }

    /** Returns whether the node is stopping. */
    public boolean begun() {
        return begun;
    }
}
