package org.palmgateway.bench.compare;

import java.io.IOException;
import java.io.OutputStream;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServer;
import reactor.netty.resources.ConnectionProvider;

/** Proxying by Reactor Netty and nothing else. Prints its port, and stops at the end of its input. */
public final class NettyProxy {

    private static final int MOST_CONNECTIONS = 500;

    private NettyProxy() {}

    /**
     * Runs until the input ends.
     *
     * @param arguments the address of what to forward to
     * @throws IOException when the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        HttpClient client = HttpClient.create(ConnectionProvider.create("departments", MOST_CONNECTIONS))
                .baseUrl(arguments[0]);
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) -> client.headers(
                                fields -> fields.set(request.requestHeaders()).remove("host"))
                        .request(request.method())
                        .uri(request.uri())
                        .send(request.receive().retain())
                        .responseConnection((answer, connection) -> {
                            response.status(answer.status()).headers(answer.responseHeaders());
                            return Mono.from(
                                    response.send(connection.inbound().receive().retain()));
                        }))
                .bindNow();
        System.out.println("@palm-bench " + server.port());
        System.in.transferTo(OutputStream.nullOutputStream());
        server.disposeNow();
    }
}
