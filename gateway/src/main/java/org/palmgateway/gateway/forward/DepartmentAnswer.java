package org.palmgateway.gateway.forward;

import io.netty.buffer.ByteBuf;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClientResponse;

/** Sends the answer of a department back, as it comes in. Whatever of it is not read is thrown away together with its connection. */
public final class DepartmentAnswer implements GlobalFilter {

    private static final String CONNECTION = DepartmentAnswer.class.getName() + ".connection";

    private final List<MediaType> streamed;

    /**
     * Makes the filter.
     *
     * @param streamed media types of answers of which each piece is sent on at once
     */
    public DepartmentAnswer(List<MediaType> streamed) {
        this.streamed = List.copyOf(streamed);
    }

    /** Takes over the header section of a department's answer. */
    static void begin(ServerWebExchange exchange, HttpClientResponse answer, Connection connection) {
        exchange.getAttributes().put(CONNECTION, connection);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(answer.status().code()));
        HttpHeaders to = response.getHeaders();
        Set<String> ofHop = HopByHop.of(answer.responseHeaders());
        for (Map.Entry<String, String> field : answer.responseHeaders()) {
            if (!ofHop.contains(field.getKey())) {
                to.add(field.getKey(), field.getValue());
            }
        }
    }

    /** Returns the connection that an answer is coming over; null when none is. */
    static @Nullable Connection connection(ServerWebExchange exchange) {
        return exchange.getAttribute(CONNECTION);
    }

    /** Takes back what is known of an answer, so that the request can be sent once more. */
    static void forget(ServerWebExchange exchange) {
        exchange.getResponse().getHeaders().clear();
        exchange.getAttributes().remove(CONNECTION);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        return chain.filter(exchange).then(Mono.defer(() -> write(exchange))).doFinally(signal -> {
            @Nullable Connection connection = signal == SignalType.ON_COMPLETE ? null : connection(exchange);
            if (connection != null) {
                connection.dispose();
            }
        });
    }

    private Mono<Void> write(ServerWebExchange exchange) {
        @Nullable Connection connection = connection(exchange);
        if (connection == null) {
            return Mono.empty();
        }
        ServerHttpResponse response = exchange.getResponse();
        Flux<DataBuffer> body =
                connection.inbound().receive().retain().map(octets -> wrapped(octets, response.bufferFactory()));
        return isStreamed(response.getHeaders())
                ? response.writeAndFlushWith(body.map(Flux::just))
                : response.writeWith(body);
    }

    private static DataBuffer wrapped(ByteBuf octets, DataBufferFactory factory) {
        if (factory instanceof NettyDataBufferFactory netty) {
            return netty.wrap(octets);
        }
        try {
            DataBuffer copy = factory.allocateBuffer(octets.readableBytes());
            return copy.write(octets.nioBuffer());
        } finally {
            octets.release();
        }
    }

    private boolean isStreamed(HttpHeaders headers) {
        try {
            @Nullable MediaType type = headers.getContentType();
            return type != null && streamed.stream().anyMatch(each -> each.isCompatibleWith(type));
        } catch (InvalidMediaTypeException unknown) {
            return false;
        }
    }
}
