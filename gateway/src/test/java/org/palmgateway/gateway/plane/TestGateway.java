package org.palmgateway.gateway.plane;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A real gateway on free ports, with bundles in a directory of its own. */
public final class TestGateway implements AutoCloseable {

    private final Path bundles;
    private final Gateway gateway;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private TestGateway(Path bundles, Gateway gateway) {
        this.bundles = bundles;
        this.gateway = gateway;
    }

    /** Starts a gateway whose bundles are given by owner. */
    public static TestGateway start(
            Path directory, TestIssuer issuer, Map<String, String> bundles, String... settings) {
        return start(directory, issuer.uri(), bundles, settings);
    }

    /** Starts a gateway that trusts any issuer. */
    public static TestGateway start(Path directory, URI issuer, Map<String, String> bundles, String... settings) {
        try {
            Path directoryOfBundles = Files.createDirectories(directory.resolve("bundles"));
            for (Map.Entry<String, String> bundle : bundles.entrySet()) {
                Files.writeString(directoryOfBundles.resolve(bundle.getKey() + ".yaml"), bundle.getValue());
            }
            Map<String, Object> properties = new HashMap<>(Map.of(
                    "palm.bundles.directory",
                    directoryOfBundles.toString(),
                    "palm.bundles.state",
                    directory.resolve("state").toString(),
                    "palm.registry.url",
                    "none",
                    "palm.bundles.look-every",
                    "50ms",
                    "palm.policies.directory",
                    directory.resolve("policies").toString(),
                    "palm.data-plane.address",
                    "127.0.0.1",
                    "palm.data-plane.port",
                    "0",
                    "palm.admin.port",
                    "0",
                    "palm.identity.issuers[0].uri",
                    issuer.toString(),
                    "palm.identity.passport.pairwise-secret",
                    "0123456789abcdef0123456789abcdef"));
            properties.put("palm.registry.notice", "0s");
            properties.put("palm.registry.allowed-upstreams", "127.0.0.0/8");
            properties.put("palm.cache.state", directory.resolve("cache").toString());
            return new TestGateway(directoryOfBundles, Gateway.start(properties, settings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Gateway gateway() {
        return gateway;
    }

    public int port() {
        return gateway.dataPort();
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + gateway.dataPort() + path);
    }

    /** Writes a bundle file as an owner would, in one move. */
    public void write(String file, String text) {
        try {
            Path fresh = Files.writeString(bundles.resolve("." + file), text);
            Files.move(fresh, bundles.resolve(file), java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gets a path, with fields given as name, value, name, value. */
    public HttpResponse<String> get(String path, String... fields) {
        return send(HttpRequest.newBuilder(uri(path)), fields);
    }

    public HttpResponse<String> admin(String path, String... fields) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.adminPort() + path)), fields);
    }

    public HttpResponse<String> send(HttpRequest.Builder request, String... fields) {
        if (fields.length > 0) {
            request.headers(fields);
        }
        try {
            return client.send(request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpClient client() {
        return client;
    }

    /** Waits until something is so, and tells whether it became so in time. */
    public static boolean becomes(Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
        return true;
    }

    @Override
    public void close() {
        gateway.close();
    }
}
