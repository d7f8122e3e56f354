package org.palmgateway.bench.cache;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpCookie;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.SslInfo;
import org.springframework.http.support.Netty4HeadersAdapter;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import reactor.core.publisher.Flux;

/** A request without a connection, whose header section is as Netty read it. */
public final class BareRequest extends AbstractServerHttpRequest {

    /**
     * Makes one.
     *
     * @param target what is asked for by GET
     * @param headers its header section
     */
    public BareRequest(URI target, HttpHeaders headers) {
        super(HttpMethod.GET, target, "", headers);
    }

    /**
     * Returns the header section of a phone's request.
     *
     * @param more further fields, as name, value, name, value
     */
    public static HttpHeaders headers(String... more) {
        HttpHeaders headers = new HttpHeaders(new Netty4HeadersAdapter(new DefaultHttpHeaders()));
        headers.set("Host", "palm.example");
        headers.set("User-Agent", "Palm/3.1 (Android 15)");
        headers.set("Accept", "application/json");
        headers.set("Accept-Language", "zh-CN");
        headers.set("Accept-Encoding", "gzip");
        headers.set("Palm-Region", "330100");
        headers.set("App-Version", "3.1.0");
        headers.set("Authorization", "Bearer " + "x".repeat(1000));
        for (int i = 0; i < more.length; i += 2) {
            headers.set(more[i], more[i + 1]);
        }
        return headers;
    }

    @Override
    public Flux<DataBuffer> getBody() {
        return Flux.empty();
    }

    @Override
    protected MultiValueMap<String, HttpCookie> initCookies() {
        return new LinkedMultiValueMap<>();
    }

    @Override
    protected @Nullable SslInfo initSslInfo() {
        return null;
    }

    @Override
    @SuppressWarnings("TypeParameterUnusedInFormals") // So says the supertype.
    public <T> T getNativeRequest() {
        throw new IllegalStateException("There is no connection behind this request.");
    }
}
