package org.palmgateway.gateway.forward;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.net.URI;
import reactor.netty.http.client.HttpClient;
import reactor.netty.transport.AddressUtils;

/** The clients of each server that requests are sent to, over connections of one pool. Safe for any number of threads. */
final class ServerClients {

    private static final int MOST = 20_000;
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    private final HttpClient plain;
    private final HttpClient guarded;
    private final LoadingCache<Way, HttpClient> clients =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build(this::client);

    /** What tells clients of one pool apart. */
    private record Way(URI server, boolean guarded, long connectMillis, boolean repeating) {}

    ServerClients(HttpClient client, GuardedResolver resolver) {
        this.plain = client.doOnChannelInit((observer, channel, address) -> InterimResponses.drop(channel));
        this.guarded = plain.resolver(resolver);
    }

    /**
     * Returns the client for a request.
     *
     * @param to where the request goes
     * @param repeating whether a request may be sent again when its connection turns out to have been closed
     */
    HttpClient of(Destination to, boolean repeating) {
        return clients.get(
                new Way(to.server(), to.guarded(), to.timeouts().connect().toMillis(), repeating));
    }

    private HttpClient client(Way way) {
        boolean secure = "https".equals(way.server().getScheme());
        int standard = secure ? HTTPS : HTTP;
        InetSocketAddress address = AddressUtils.createUnresolved(
                way.server().getHost(),
                way.server().getPort() < 0 ? standard : way.server().getPort());
        HttpClient client = (way.guarded() ? guarded : plain)
                .remoteAddress(() -> address)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(way.connectMillis()))
                .disableRetry(!way.repeating());
        if (!secure) {
            return client.noSSL();
        }
        return client.configuration().isSecure() ? client : client.secure();
    }
}
