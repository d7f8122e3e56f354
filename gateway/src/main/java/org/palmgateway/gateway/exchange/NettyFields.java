package org.palmgateway.gateway.exchange;

import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import java.io.Serial;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.AbstractServerHttpRequest;
import org.springframework.http.server.reactive.AbstractServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.support.Netty4HeadersAdapter;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Fields in the form that is sent, so that they need not be copied for that.
 *
 * <p>What Spring's fields offer for going through all of them copies their names into a map first. Whoever looks at every field of every request
 * does it by {@link #each}.
 */
public final class NettyFields extends HttpHeaders {

    @Serial
    private static final long serialVersionUID = 1;

    private final transient io.netty.handler.codec.http.HttpHeaders lines;

    /** Makes fields of which there is none yet. Names and values are checked when they are added. */
    public NettyFields() {
        this(DefaultHttpHeadersFactory.headersFactory().newHeaders());
    }

    private NettyFields(io.netty.handler.codec.http.HttpHeaders lines) {
        super(new Netty4HeadersAdapter(lines));
        this.lines = lines;
    }

    /** Returns the same fields, for whoever sends them. */
    public io.netty.handler.codec.http.HttpHeaders lines() {
        return lines;
    }

    /**
     * Tells of each field line of a request, in no particular order.
     *
     * @param request the request
     * @param told told of names, in the spelling that was received, and values
     */
    public static void each(ServerHttpRequest request, BiConsumer<String, String> told) {
        io.netty.handler.codec.http.@Nullable HttpHeaders received = received(request);
        if (received == null) {
            request.getHeaders().forEach((name, values) -> values.forEach(value -> told.accept(name, value)));
            return;
        }
        for (Map.Entry<String, String> line : received) {
            told.accept(line.getKey(), line.getValue());
        }
    }

    /**
     * Returns which fields of an answer have names that begin in a certain way.
     *
     * @param response the answer
     * @param prefix how the names begin, in any letter case
     */
    public static List<String> beginning(ServerHttpResponse response, String prefix) {
        List<String> found = new ArrayList<>(0);
        if (response instanceof AbstractServerHttpResponse own
                && own.getNativeResponse() instanceof HttpServerResponse server) {
            Iterator<Map.Entry<CharSequence, CharSequence>> lines =
                    server.responseHeaders().iteratorCharSequence();
            while (lines.hasNext()) {
                note(lines.next().getKey().toString(), prefix, found);
            }
        } else {
            response.getHeaders().headerNames().forEach(name -> note(name, prefix, found));
        }
        return found;
    }

    private static void note(String name, String prefix, List<String> found) {
        if (name.regionMatches(true, 0, prefix, 0, prefix.length())) {
            found.add(name);
        }
    }

    /** Returns the field lines as the server received them, or as we made them; null for a request whose fields may be others. */
    private static io.netty.handler.codec.http.@Nullable HttpHeaders received(ServerHttpRequest request) {
        if (request.getHeaders() instanceof NettyFields fields) {
            return fields.lines;
        }
        return request instanceof AbstractServerHttpRequest own
                        && own.getNativeRequest() instanceof HttpServerRequest server
                ? server.requestHeaders()
                : null;
    }
}
