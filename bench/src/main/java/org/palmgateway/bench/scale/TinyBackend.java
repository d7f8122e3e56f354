package org.palmgateway.bench.scale;

import java.net.URI;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** All departments in one: answers every request with 200 and a few octets. */
final class TinyBackend implements AutoCloseable {

    private final DisposableServer server = HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .handle((request, response) -> request.receive()
                    .then(response.header("Content-Type", "application/json")
                            .header("Content-Length", "15")
                            .sendString(Mono.just("{\"done\": true}\n"))
                            .then()))
            .bindNow();

    URI url() {
        return URI.create("http://127.0.0.1:" + server.port());
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
