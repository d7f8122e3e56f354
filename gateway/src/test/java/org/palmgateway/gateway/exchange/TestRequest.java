package org.palmgateway.gateway.exchange;

import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;

/** A request without a body. */
final class TestRequest implements ServerHttpRequest {

    private final HttpMethod method;
    private final URI uri;
    private final HttpHeaders headers;
    private final Map<String, Object> attributes = new HashMap<>();

    TestRequest(HttpMethod method, URI uri, HttpHeaders headers) {
        this.method = method;
        this.uri = uri;
        this.headers = headers;
    }

    @Override
    public String getId() {
        return "test";
    }

    @Override
    public HttpMethod getMethod() {
        return method;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public RequestPath getPath() {
        return RequestPath.parse(uri, null);
    }

    @Override
    public MultiValueMap<String, String> getQueryParams() {
        return UriComponentsBuilder.fromUri(uri).build().getQueryParams();
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    @Override
    public MultiValueMap<String, HttpCookie> getCookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    public Map<String, Object> getAttributes() {
        return attributes;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.empty();
    }
}
