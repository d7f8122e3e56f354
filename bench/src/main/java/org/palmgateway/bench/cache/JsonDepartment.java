package org.palmgateway.bench.cache;

import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A department that answers every request at once, with JSON that may be kept for an hour. */
final class JsonDepartment implements AutoCloseable {

    private static final String BUNDLE = """
            departments:
              - id: affairs
                name: { zh: 政务, en: Affairs }
                region: 330000
                upstreams: [{ id: main, url: "http://127.0.0.1:%d" }]
            routes:
              - { id: affairs.kept, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/kept/{id}" }, access: { audience: public }, cache: { audience: public } }
              - { id: affairs.asked, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/asked/{id}" }, access: { audience: public }, cache: { audience: public }, policy: { cache: { enabled: false } } }
            """;

    private final DisposableServer server;

    JsonDepartment(byte[] body) {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> response.header("Content-Type", "application/json")
                        .header("Content-Length", Integer.toString(body.length))
                        .header("Cache-Control", "max-age=3600")
                        .header("ETag", "\"5f3c2a1b9d8e7f60\"")
                        .header("Last-Modified", "Tue, 24 Nov 2026 01:02:03 GMT")
                        .send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(body))))
                .bindNow();
    }

    /** Writes the department's bundle into a directory: the same route twice, of which {@code /asked} is not answered from the cache. */
    void writeBundle(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("affairs.yaml"), BUNDLE.formatted(server.port()));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
