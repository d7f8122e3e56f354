package org.palmgateway.gateway.cache;

import java.util.List;
import org.palmgateway.gateway.cache.coding.EntityTag;
import org.palmgateway.gateway.cache.rule.EntityTags;
import org.palmgateway.gateway.cache.rule.Validators;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** A request of the cache to a department, in the place of a caller's. It has no body, and outlives the caller's. */
final class AskedRequest extends ServerHttpRequestDecorator {

    /** What the caller says about its own copy, about parts, and about how long it waits. */
    private static final List<String> THE_CALLERS_OWN = List.of(
            HttpHeaders.IF_NONE_MATCH,
            HttpHeaders.IF_MODIFIED_SINCE,
            HttpHeaders.IF_MATCH,
            HttpHeaders.IF_UNMODIFIED_SINCE,
            HttpHeaders.RANGE,
            HttpHeaders.IF_RANGE,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.PRAGMA,
            "Prefer");

    private final HttpMethod method;
    private final HttpHeaders headers;

    private AskedRequest(ServerHttpRequest request, HttpMethod method, HttpHeaders headers) {
        super(request);
        this.method = method;
        this.headers = headers;
    }

    /** Returns a request for a complete response, whatever part of it the caller asks for. */
    static AskedRequest complete(ServerHttpRequest request, Question question) {
        HttpHeaders headers = copy(request, question);
        THE_CALLERS_OWN.forEach(headers::remove);
        if (question.control().noCache()) {
            headers.set(HttpHeaders.CACHE_CONTROL, "no-cache");
        }
        return new AskedRequest(request, HttpMethod.GET, headers);
    }

    /** Returns a request that asks whether a stored response still holds (RFC 9111 §4.3.1). */
    static AskedRequest validating(ServerHttpRequest request, Question question, Validators validators) {
        AskedRequest asked = complete(request, question);
        if (validators.entityTag() != null) {
            asked.headers.set(HttpHeaders.IF_NONE_MATCH, validators.entityTag());
        }
        if (validators.lastModified() != null) {
            asked.headers.set(HttpHeaders.IF_MODIFIED_SINCE, validators.lastModified());
        }
        return asked;
    }

    /** Returns the caller's own request, whose conditions speak of the response as its department knows it. */
    static AskedRequest passing(ServerHttpRequest request, Question question) {
        HttpHeaders headers = copy(request, question);
        for (String name : List.of(HttpHeaders.IF_NONE_MATCH, HttpHeaders.IF_MATCH)) {
            List<String> tags = EntityTags.list(headers.getOrEmpty(name));
            if (!tags.isEmpty()) {
                headers.set(
                        name,
                        String.join(
                                ", ",
                                tags.stream()
                                        .map(EntityTag::unencoded)
                                        .distinct()
                                        .toList()));
            }
        }
        return new AskedRequest(request, request.getMethod(), headers);
    }

    private static HttpHeaders copy(ServerHttpRequest request, Question question) {
        HttpHeaders headers = new HttpHeaders();
        headers.addAll(request.getHeaders());
        headers.set(HttpHeaders.ACCEPT_ENCODING, question.shown("accept-encoding"));
        return headers;
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.empty();
    }
}
