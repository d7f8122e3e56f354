package org.palmgateway.sandbox.department;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Supplier;
import tools.jackson.databind.json.JsonMapper;

/**
 * All departments of the sandbox, on one port of the loopback address.
 *
 * <p>A department's base URL is {@code http://127.0.0.1:<port>/<department-id>}. Each refuses, with a JSON text that
 * says why: requests that carry {@code Authorization} (400), and requests for anything but its public affairs without a
 * valid {@code Palm-Passport} made for it by the gateway (401; 503 while the gateway's keys cannot be had). Their
 * latency and faults are set at run time under {@code /__sandbox/departments}.
 *
 * <p>For the demo and for tests only. Safe for any thread.
 */
public final class Departments implements AutoCloseable {

    private static final int WORKERS = 200;
    private static final int DELAYED_ANSWERS = 64;
    private static final long STOP_MILLISECONDS = 500;

    private final WireMockServer server;

    private Departments(WireMockServer server) {
        this.server = server;
    }

    /**
     * Starts the departments; returns when they answer.
     *
     * @param port TCP port, or 0 for any that is free
     * @param gatewayKeys address of the gateway's JWK Set; asked for when the first passport arrives, so the gateway may
     *     start later
     * @throws RuntimeException if the port is taken or a department's files cannot be read
     */
    public static Departments start(int port, Supplier<URI> gatewayKeys) {
        JsonMapper json = JsonMapper.shared();
        Catalogue catalogue = Catalogue.load();
        Conditions conditions = new Conditions();
        GatewayKeys keys = new GatewayKeys(gatewayKeys, Clock.systemUTC());
        WireMockServer server = new WireMockServer(settings(port)
                .extensions(
                        new Control(catalogue, conditions, json),
                        new Doorkeeper(catalogue, keys, json),
                        new AnswerModel(catalogue, json),
                        new ConditionTransformer(catalogue, conditions)));
        new Stubs(catalogue).addTo(server);
        server.start();
        return new Departments(server);
    }

    private static WireMockConfiguration settings(int port) {
        WireMockConfiguration settings = WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .containerThreads(WORKERS)
                .asynchronousResponseEnabled(true)
                .asynchronousResponseThreads(DELAYED_ANSWERS)
                .jettyStopTimeout(STOP_MILLISECONDS)
                .http2PlainDisabled(true)
                .gzipDisabled(true)
                .stubRequestLoggingDisabled(true)
                .disableRequestJournal()
                .globalTemplating(true)
                .usingFilesUnderDirectory(nowhere())
                .notifier(new LoggingNotifier());
        return port == 0 ? settings.dynamicPort() : settings.port(port);
    }

    // By default WireMock reads mapping files from the directory that the process was started in.
    private static String nowhere() {
        return Path.of(System.getProperty("java.io.tmpdir"), "palm-sandbox-" + UUID.randomUUID())
                .toString();
    }

    /** The TCP port on which the departments listen. */
    public int port() {
        return server.port();
    }

    /** Stops at once; answers under way are cut off. */
    @Override
    public void close() {
        server.stop();
    }
}
