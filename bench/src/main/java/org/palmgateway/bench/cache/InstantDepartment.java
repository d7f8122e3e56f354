package org.palmgateway.bench.cache;

import java.util.List;
import java.util.function.UnaryOperator;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Stands in the place of all that comes after the cache: answers at once, without a network. */
final class InstantDepartment implements GatewayFilterChain {

    private static final List<String> FEW_FIELDS =
            List.of("Content-Type", "application/json", "Cache-Control", "max-age=43200");

    private static final List<String> FIELDS = List.of(
            "Content-Type",
            "application/json",
            "Cache-Control",
            "max-age=43200",
            "Date",
            "Wed, 25 Nov 2026 06:00:00 GMT",
            "ETag",
            "\"5f3c2a1b9d8e7f60\"",
            "Last-Modified",
            "Tue, 24 Nov 2026 01:02:03 GMT",
            "Vary",
            "Accept-Language",
            "X-Content-Type-Options",
            "nosniff");

    private final List<String> fields;
    private final byte[] body;
    private final UnaryOperator<String> texts;

    private InstantDepartment(List<String> fields, byte[] body, UnaryOperator<String> texts) {
        this.fields = fields;
        this.body = body;
        this.texts = texts;
    }

    /** Returns one whose answers share all their texts: the least that an answer can cost. */
    static InstantDepartment sharing(byte[] body) {
        return new InstantDepartment(FIELDS, body, text -> text);
    }

    /** Returns one each of whose answers has its own texts, as they have that are read from a connection. */
    static InstantDepartment withOwnTexts(byte[] body) {
        return new InstantDepartment(FIELDS, body, OwnText::of);
    }

    /** Returns one that says no more than it has to. */
    static InstantDepartment withFewFields(byte[] body) {
        return new InstantDepartment(FEW_FIELDS, body, OwnText::of);
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange) {
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatus.OK);
        HttpHeaders headers = response.getHeaders();
        for (int i = 0; i < fields.size(); i += 2) {
            headers.set(texts.apply(fields.get(i)), texts.apply(fields.get(i + 1)));
        }
        headers.setContentLength(body.length);
        return response.writeWith(Mono.fromSupplier(() -> DefaultDataBufferFactory.sharedInstance.wrap(body)));
    }
}
