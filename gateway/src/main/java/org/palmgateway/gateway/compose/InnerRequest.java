package org.palmgateway.gateway.compose;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.NettyFields;
import org.palmgateway.routes.compose.Format;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.RequestPath;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Flux;

/** A branch's request in the place of the caller's: by the same caller, with nothing of its message but what is listed here. */
final class InnerRequest extends ServerHttpRequestDecorator {

    /**
     * What says who is calling and from where, which language it reads, how fresh it wants answers. None of it reaches a department as it is:
     * what forwards a request makes it of these.
     */
    private static final List<String> OF_THE_CALLER = List.of(
            HttpHeaders.AUTHORIZATION,
            "DPoP",
            HttpHeaders.ACCEPT_LANGUAGE,
            HttpHeaders.CACHE_CONTROL,
            HttpHeaders.HOST,
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Proto",
            "X-Forwarded-Host",
            HttpHeaders.USER_AGENT,
            "tracestate");

    private final HttpMethod method;
    private final URI uri;
    private final RequestPath path;
    private final HttpHeaders headers;
    private final @Nullable Content content;

    InnerRequest(ServerHttpRequest caller, BranchRequest request, Format format) {
        super(caller);
        this.method = HttpMethod.valueOf(request.method());
        this.uri = URI.create(request.pathAndQuery());
        this.path = RequestPath.parse(uri, null);
        this.content = request.content();
        this.headers = headers(caller, request, format);
    }

    private static HttpHeaders headers(ServerHttpRequest caller, BranchRequest request, Format format) {
        HttpHeaders headers = new NettyFields();
        for (String name : OF_THE_CALLER) {
            List<String> values = caller.getHeaders().getOrEmpty(name);
            if (!values.isEmpty()) {
                headers.addAll(name, values);
            }
        }
        headers.set(HttpHeaders.ACCEPT, Contents.accepted(format));
        headers.set(HttpHeaders.ACCEPT_ENCODING, "identity");
        if (!request.target().regions().isEmpty()) {
            headers.addAll("Palm-Region", request.target().regions());
        }
        headers.putAll(request.fields());
        @Nullable Content content = request.content();
        if (content != null) {
            headers.set(HttpHeaders.CONTENT_TYPE, content.type());
            headers.setContentLength(content.octets().length);
        }
        return headers;
    }

    /** Asks for what the cache has, however old it is, and for nothing else (RFC 9111 §5.2.1). */
    InnerRequest fromTheCacheAlone() {
        headers.set(HttpHeaders.CACHE_CONTROL, "only-if-cached, max-stale");
        return this;
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
        return path;
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
    public Flux<DataBuffer> getBody() {
        @Nullable Content sent = content;
        return sent == null
                ? Flux.empty()
                : Flux.defer(() -> Flux.just(DefaultDataBufferFactory.sharedInstance.wrap(sent.octets())));
    }
}
