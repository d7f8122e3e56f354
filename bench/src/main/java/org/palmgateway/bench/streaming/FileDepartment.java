package org.palmgateway.bench.streaming;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** A department that sends a large body on GET, and counts what it receives on PUT and answers with the count. */
final class FileDepartment implements AutoCloseable {

    private final DisposableServer server;

    FileDepartment(LargeBody body) {
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .route(routes -> routes.get(
                                "/files/large",
                                (request, response) -> response.header("Content-Type", "application/octet-stream")
                                        .header("Content-Length", Long.toString(body.length()))
                                        .send(body.content(), block -> true))
                        .put(
                                "/files/large",
                                (request, response) -> response.header("Content-Type", "text/plain")
                                        // Collected, not ignored: what is ignored within a send is released once too
                                        // often.
                                        .sendString(request.receive()
                                                .collect(Counter::new, Counter::add)
                                                .map(counter -> counter.count().toString()))))
                .bindNow();
    }

    /** Writes the department's bundle into a directory: one public route for both methods, with ten minutes for an answer. */
    void writeBundle(Path directory) throws IOException {
        Files.createDirectories(directory);
        Files.writeString(directory.resolve("files.yaml"), """
                departments:
                  - id: files
                    name: { zh: 档案馆, en: Archive }
                    region: 330000
                    upstreams:
                      - id: main
                        url: http://127.0.0.1:%d
                routes:
                  - id: files.large
                    name: { zh: 大文件, en: Large file }
                    match: { methods: [GET, PUT], path: /files/large }
                    access: { audience: public }
                    upstream: { id: main }
                    timeouts: { first-byte: 10m, response: 10m }
                """.formatted(server.port()));
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
