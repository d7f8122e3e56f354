package org.palmgateway.gateway.forward;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.NettyFields;
import org.reactivestreams.Publisher;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;
import reactor.netty.resources.LoopResources;

/**
 * Sends requests to departments, and completes when the header section of the answer is there. The fields of a request are those that it has by
 * then: whoever made them has left out what is for one hop only.
 *
 * <p>The HTTP client repeats a request by itself when a kept connection turns out to be closed. That is right for requests
 * that change nothing and have no body; any other must never be sent twice behind the caller's back.
 */
public final class DepartmentClient implements GlobalFilter {

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");
    private static final String PRESERVES_HOST = DepartmentClient.class.getName() + ".preservesHost";

    private final EventLoops<ServerClients> clients;

    private DepartmentClient(EventLoops<ServerClients> clients) {
        this.clients = clients;
    }

    /**
     * Makes the client.
     *
     * @param loops the event loops that serve callers
     * @param client makes an HTTP client with a pool of connections
     * @param resolver asked before every connection of a guarded destination; the pools keep these connections apart
     */
    public static DepartmentClient of(LoopResources loops, Supplier<HttpClient> client, GuardedResolver resolver) {
        return new DepartmentClient(new EventLoops<>(loops, timer -> new ServerClients(client.get(), resolver)));
    }

    /** Has a request keep the {@code Host} that it came with. */
    public static void preserveHost(ServerWebExchange exchange) {
        exchange.getAttributes().put(PRESERVES_HOST, true);
    }

    /** Tells whether a request has a body (RFC 9112 §6.3), which can be read only once and so not be sent again. */
    static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        Destination to = Destination.of(exchange);
        String method = request.getMethod().name();
        boolean changesNothing = REPEATABLE.contains(method);
        boolean hasBody = hasBody(request.getHeaders());
        boolean preservesHost = exchange.getAttributes().containsKey(PRESERVES_HOST);
        HttpClient client = clients.own().of(to, changesNothing && !hasBody);
        return client.request(HttpMethod.valueOf(method))
                .uri(to.target())
                .send((sent, outbound) -> {
                    copy(request.getHeaders(), sent, preservesHost);
                    outbound.withConnection(connection -> FirstByte.await(
                            connection.channel(), to.timeouts().firstByte().toNanos()));
                    return changesNothing && !hasBody ? outbound : body(request, outbound);
                })
                .responseConnection((answer, connection) -> {
                    DepartmentAnswer.begin(exchange, answer, connection);
                    return Mono.empty();
                })
                .then();
    }

    private static Publisher<Void> body(ServerHttpRequest request, NettyOutbound outbound) {
        return outbound.send(request.getBody().map(DepartmentClient::octets));
    }

    private static ByteBuf octets(DataBuffer buffer) {
        if (buffer instanceof NettyDataBuffer netty) {
            return netty.getNativeBuffer();
        }
        ByteBuffer copy = ByteBuffer.allocate(buffer.readableByteCount());
        buffer.toByteBuffer(copy);
        DataBufferUtils.release(buffer);
        return Unpooled.wrappedBuffer(copy);
    }

    /** The client has put in what it adds to requests that say nothing of it. */
    private static void copy(HttpHeaders from, HttpClientRequest to, boolean preservesHost) {
        io.netty.handler.codec.http.HttpHeaders fields = to.requestHeaders();
        @Nullable String host = preservesHost ? from.getFirst(HttpHeaders.HOST) : fields.get(HttpHeaderNames.HOST);
        @Nullable String coding = fields.get(HttpHeaderNames.TRANSFER_ENCODING);
        @Nullable String agent = fields.get(HttpHeaderNames.USER_AGENT);
        @Nullable String accept = fields.get(HttpHeaderNames.ACCEPT);
        if (from instanceof NettyFields own) {
            fields.set(own.lines());
        } else {
            fields.clear();
            from.forEach(fields::set);
        }
        set(fields, HttpHeaderNames.HOST, host);
        // What bounds the body is the client's to say, for one hop only.
        set(fields, HttpHeaderNames.TRANSFER_ENCODING, fields.contains(HttpHeaderNames.CONTENT_LENGTH) ? null : coding);
        if (!fields.contains(HttpHeaderNames.USER_AGENT)) {
            set(fields, HttpHeaderNames.USER_AGENT, agent);
        }
        if (!fields.contains(HttpHeaderNames.ACCEPT)) {
            set(fields, HttpHeaderNames.ACCEPT, accept);
        }
    }

    private static void set(io.netty.handler.codec.http.HttpHeaders fields, CharSequence name, @Nullable String value) {
        if (value == null) {
            fields.remove(name);
        } else {
            fields.set(name, value);
        }
    }
}
