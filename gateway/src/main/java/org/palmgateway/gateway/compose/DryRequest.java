package org.palmgateway.gateway.compose;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;
import tools.jackson.databind.json.JsonMapper;

/** The request of a dry run, as if a caller had sent it. Nothing is behind it: no connection, no address, no credentials. */
final class DryRequest extends AbstractServerHttpRequest {

    private static final JsonMapper MAPPER = new JsonMapper();
    private static final byte[] NOTHING = {};

    private final byte[] body;

    private DryRequest(DryCall asked, byte[] body, HttpHeaders headers) {
        super(HttpMethod.valueOf(asked.method()), asked.uri(), "", headers);
        this.body = body;
    }

    static DryRequest of(DryCall asked) {
        HttpHeaders headers = new HttpHeaders();
        asked.fields().forEach(headers::set);
        if (asked.region() != null) {
            headers.set("Palm-Region", asked.region());
        }
        byte[] body = asked.body() == null ? NOTHING : MAPPER.writeValueAsBytes(asked.body());
        if (body.length > 0) {
            headers.set(HttpHeaders.CONTENT_TYPE, "application/json");
            headers.setContentLength(body.length);
        }
        return new DryRequest(asked, body, headers);
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return null;
    }

    /** No server received it: it stands for itself. */
    @Override
    @SuppressWarnings({"TypeParameterUnusedInFormals", "unchecked"}) // So says the supertype.
    public <T> T getNativeRequest() {
        return (T) this;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return body.length == 0
                ? Flux.empty()
                : Flux.defer(() -> Flux.fromIterable(List.of(DefaultDataBufferFactory.sharedInstance.wrap(body))));
    }
}
