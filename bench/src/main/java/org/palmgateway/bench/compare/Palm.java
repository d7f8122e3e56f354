package org.palmgateway.bench.compare;

import java.io.IOException;

/**
 * The gateway as it is shipped.
 *
 * @param routes how many routes it has
 * @param encrypted whether it speaks HTTP/2 over TLS
 */
record Palm(int routes, boolean encrypted) implements Contestant {

    static Palm with(int routes) {
        return new Palm(routes, false);
    }

    Palm overTls() {
        return new Palm(routes, true);
    }

    @Override
    public Server start(Stage stage) throws IOException {
        return start(stage, Installation.java());
    }

    /** Starts it with options of the virtual machine that no other contestant has. */
    Server start(Stage stage, JavaCommand java) throws IOException {
        Installation installation = Installation.of(stage, routes);
        if (encrypted) {
            return installation.with(stage.certificate().settings()).start(java).encrypted();
        }
        Server server = installation.start(java);
        FirstAnswer.await(server, BenchBundle.AFFAIR, stage.token());
        return server;
    }
}
