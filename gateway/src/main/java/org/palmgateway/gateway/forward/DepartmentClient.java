package org.palmgateway.gateway.forward;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.netty.channel.ChannelOption;
import io.netty.handler.timeout.ReadTimeoutHandler;
import io.netty.util.AttributeKey;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.palmgateway.routes.model.Timeouts;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.http.HttpHeaders;
import org.springframework.web.server.ServerWebExchange;
import reactor.netty.Connection;
import reactor.netty.http.client.HttpClient;

/**
 * Sends requests to departments.
 *
 * <p>The time to the first octet is counted from the end of the request, so that neither connecting nor a long upload uses it
 * up. The HTTP client repeats a request by itself when a kept connection turns out to be closed. That is right for requests
 * that change nothing and have no body; any other must never be sent twice behind the caller's back.
 */
public final class DepartmentClient extends NettyRoutingFilter {

    /** Where a route's form keeps its {@link Timeouts}. */
    public static final String TIMEOUTS = "palm.timeouts";

    private static final String FIRST_BYTE = "palm.firstByte";

    private static final Set<String> REPEATABLE = Set.of("GET", "HEAD");
    private static final AttributeKey<Boolean> ANSWERED = AttributeKey.valueOf(DepartmentClient.class, "answered");

    /** Where a route's form keeps whether it is guarded; it is when nothing is said. */
    public static final String IS_GUARDED = "palm.guarded";

    private final HttpClient plain;
    private final HttpClient guarded;
    private final LoadingCache<Route, Clients> clients =
            Caffeine.newBuilder().weakKeys().build(this::clients);

    /** The clients of a route. */
    private record Clients(HttpClient repeating, HttpClient once) {}

    /**
     * Makes the client.
     *
     * @param client the HTTP client with its pool of connections
     * @param resolver asked before every connection of a guarded route; the pool keeps these connections apart
     * @param filters drop the fields that are for one hop only
     * @param properties the settings of Spring Cloud Gateway
     */
    public DepartmentClient(
            HttpClient client,
            GuardedResolver resolver,
            ObjectProvider<List<HttpHeadersFilter>> filters,
            HttpClientProperties properties) {
        super(client, filters, properties);
        this.plain = client.doOnChannelInit((observer, channel, address) -> InterimResponses.drop(channel));
        this.guarded = plain.resolver(resolver);
    }

    @Override
    protected HttpClient getHttpClient(Route route, ServerWebExchange exchange) {
        Clients ofRoute = clients.get(route);
        boolean repeatable =
                REPEATABLE.contains(exchange.getRequest().getMethod().name())
                        && !hasBody(exchange.getRequest().getHeaders());
        return repeatable ? ofRoute.repeating() : ofRoute.once();
    }

    /** Tells whether a request has a body (RFC 9112 §6.3), which can be read only once and so not be sent again. */
    static boolean hasBody(HttpHeaders headers) {
        return headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
    }

    private Clients clients(Route route) {
        Timeouts timeouts =
                (Timeouts) Objects.requireNonNull(route.getMetadata().get(TIMEOUTS), TIMEOUTS);
        Duration firstByte = timeouts.firstByte();
        HttpClient client = Boolean.FALSE.equals(route.getMetadata().get(IS_GUARDED)) ? plain : guarded;
        HttpClient repeating = client.option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(timeouts.connect().toMillis()))
                .doOnRequest((request, connection) ->
                        connection.channel().attr(ANSWERED).set(false))
                .doAfterRequest((request, connection) -> awaitFirstByte(connection, firstByte))
                .doOnResponse((response, connection) -> answered(connection));
        return new Clients(repeating, repeating.disableRetry(true));
    }

    private static void awaitFirstByte(Connection connection, Duration firstByte) {
        // A department may answer before it has read the whole request.
        if (!Boolean.TRUE.equals(connection.channel().attr(ANSWERED).get())) {
            connection.addHandlerFirst(FIRST_BYTE, new ReadTimeoutHandler(firstByte.toMillis(), TimeUnit.MILLISECONDS));
        }
    }

    private static void answered(Connection connection) {
        connection.channel().attr(ANSWERED).set(true);
        connection.removeHandler(FIRST_BYTE);
    }
}
