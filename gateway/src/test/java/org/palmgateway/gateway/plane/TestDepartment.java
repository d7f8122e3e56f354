package org.palmgateway.gateway.plane;

import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** A department that remembers what reached it. */
public final class TestDepartment implements AutoCloseable {

    /** A request as it arrived. */
    public record Seen(String method, String uri, HttpHeaders headers) {}

    private final List<Seen> seen = new CopyOnWriteArrayList<>();
    private final Set<Channel> connections = ConcurrentHashMap.newKeySet();
    private final AtomicInteger opened = new AtomicInteger();
    private final DisposableServer server;

    /** A department that answers {@code {"department":"<name>"}} to everything. */
    public TestDepartment(String name) {
        this((request, response) -> response.header("Content-Type", "application/json")
                .sendString(Mono.just("{\"department\":\"" + name + "\"}")));
    }

    public TestDepartment(BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> answer) {
        server = HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .httpRequestDecoder(decoder -> decoder.maxHeaderSize(64 * 1024))
                .doOnConnection(connection -> {
                    // A connection serves one request after the other, each time as another object.
                    Channel channel = connection.channel();
                    if (connections.add(channel)) {
                        opened.incrementAndGet();
                        channel.closeFuture().addListener(closed -> connections.remove(channel));
                    }
                })
                .handle((request, response) -> {
                    seen.add(new Seen(
                            request.method().name(),
                            request.uri(),
                            request.requestHeaders().copy()));
                    return answer.apply(request, response);
                })
                .bindNow();
    }

    public String url() {
        return "http://127.0.0.1:" + server.port();
    }

    public List<Seen> seen() {
        return seen;
    }

    public Seen last() {
        return seen.get(seen.size() - 1);
    }

    /** How many connections there have been. */
    public int connectionsSoFar() {
        return opened.get();
    }

    /** How many connections are open at this moment. */
    public int openConnections() {
        return connections.size();
    }

    @Override
    public void close() {
        server.disposeNow();
    }
}
