package org.palmgateway.sandbox;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.util.UUID;

/**
 * A WireMock on the loopback address, which the gateway teaches the contracts of drafts that are tried. For the demo and for tests only. Safe for
 * any thread.
 */
final class Mock implements AutoCloseable {

    private static final long STOP_MILLISECONDS = 500;

    private final WireMockServer server;

    private Mock(WireMockServer server) {
        this.server = server;
    }

    /**
     * Starts it; returns when it answers.
     *
     * @param port TCP port, or 0 for any that is free
     */
    static Mock start(int port) {
        // By default WireMock reads mapping files from the directory that the process was started in.
        String nowhere = Path.of(System.getProperty("java.io.tmpdir"), "palm-mock-" + UUID.randomUUID())
                .toString();
        WireMockConfiguration settings = WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .jettyStopTimeout(STOP_MILLISECONDS)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .stubRequestLoggingDisabled(true)
                .disableRequestJournal()
                .usingFilesUnderDirectory(nowhere);
        WireMockServer server = new WireMockServer(port == 0 ? settings.dynamicPort() : settings);
        server.start();
        return new Mock(server);
    }

    /** Returns its address. */
    URI uri() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.stop();
    }
}
