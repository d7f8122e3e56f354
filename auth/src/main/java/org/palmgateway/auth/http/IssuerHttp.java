package org.palmgateway.auth.http;

import com.nimbusds.jose.util.JSONObjectUtils;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientRequest;

/**
 * Sends requests to an issuer. Each is bounded in time, from connecting to the last octet of the answer, and in the size of the answer;
 * redirects are not followed unless the client is set to.
 *
 * <p>Immutable; safe for any number of threads; answers come on an event loop.
 */
public final class IssuerHttp {

    private final HttpClient client;
    private final Duration timeout;
    private final int maximumBytes;

    /**
     * Makes a client.
     *
     * @param client its proxy, TLS and redirect settings apply
     * @param timeout how long one call may take
     * @param maximumBytes how long an answer may be
     */
    public IssuerHttp(HttpClient client, Duration timeout, int maximumBytes) {
        this.client = client;
        this.timeout = timeout;
        this.maximumBytes = maximumBytes;
    }

    /** Gets a document; the error is {@link IssuerNotReached}. */
    public Mono<Reply> get(URI address) {
        return call(HttpMethod.GET, address, request -> {}, "");
    }

    /** Posts a form as a client of the issuer; the error is {@link IssuerNotReached}. */
    public Mono<Reply> form(URI address, ClientCredentials credentials, Map<String, String> parameters) {
        String form = parameters.entrySet().stream()
                .map(entry -> entry.getKey() + '=' + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return call(
                HttpMethod.POST,
                address,
                request -> request.header(HttpHeaderNames.AUTHORIZATION, credentials.basic())
                        .header(HttpHeaderNames.CONTENT_TYPE, "application/x-www-form-urlencoded"),
                form);
    }

    /**
     * Sends a request with a bearer token.
     *
     * @param method the request method
     * @param address where to
     * @param token the bearer token
     * @param json the body, null for none
     * @return the answer, of whatever status; the error is {@link IssuerNotReached}
     */
    public Mono<Reply> bearer(HttpMethod method, URI address, String token, @Nullable Map<String, Object> json) {
        return call(
                method,
                address,
                request -> {
                    request.header(HttpHeaderNames.AUTHORIZATION, "Bearer " + token);
                    if (json != null) {
                        request.header(HttpHeaderNames.CONTENT_TYPE, "application/json");
                    }
                },
                json == null ? "" : JSONObjectUtils.toJSONString(json));
    }

    private Mono<Reply> call(HttpMethod method, URI address, Consumer<HttpClientRequest> fields, String body) {
        byte[] octets = body.getBytes(StandardCharsets.UTF_8);
        return client.request(method)
                .uri(address.toString())
                .send((request, outbound) -> {
                    fields.accept(request.header(HttpHeaderNames.ACCEPT, "application/json"));
                    if (octets.length == 0) {
                        return method.equals(HttpMethod.GET) ? outbound : outbound.send(Mono.<ByteBuf>empty());
                    }
                    request.header(HttpHeaderNames.CONTENT_LENGTH, Integer.toString(octets.length));
                    return outbound.send(Mono.fromSupplier(() -> Unpooled.wrappedBuffer(octets)));
                })
                .response((response, content) -> bounded(address, content)
                        .map(text -> new Reply(
                                response.status().code(),
                                response.responseHeaders().get(HttpHeaderNames.LOCATION, ""),
                                text)))
                .single()
                .timeout(timeout)
                .onErrorMap(
                        error -> !(error instanceof IssuerNotReached),
                        error -> new IssuerNotReached("No answer from " + address + ": " + error, error));
    }

    private Mono<String> bounded(URI address, ByteBufFlux content) {
        return content.asByteArray()
                .collect(ByteArrayOutputStream::new, (read, bytes) -> {
                    if (read.size() + bytes.length > maximumBytes) {
                        throw new IssuerNotReached(address + " answered more than " + maximumBytes + " bytes.", null);
                    }
                    read.writeBytes(bytes);
                })
                .map(read -> read.toString(StandardCharsets.UTF_8));
    }
}
