package org.palmgateway.gateway.plane;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.palmgateway.gateway.edge.BareErrors;
import org.palmgateway.gateway.edge.ConnectionTimeouts;
import org.palmgateway.gateway.settings.DataPlaneSettings;
import org.palmgateway.gateway.settings.InvalidSetting;
import org.springframework.boot.reactor.netty.NettyReactiveWebServerFactory;
import org.springframework.boot.web.server.Shutdown;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.core.Ordered;
import reactor.netty.NettyPipeline;
import reactor.netty.http.server.HttpServer;

/** Sets up the server of the data plane. */
final class DataPlaneServer implements WebServerFactoryCustomizer<NettyReactiveWebServerFactory>, Ordered {

    /** What the decoder takes in, so that requests over the configured limits are still answered by the gateway. */
    private static final int DECODED = 256 * 1024;

    private final DataPlaneSettings settings;
    private final BareErrors bareErrors;

    DataPlaneServer(DataPlaneSettings settings, BareErrors bareErrors) {
        this.settings = settings;
        this.bareErrors = bareErrors;
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void customize(NettyReactiveWebServerFactory factory) {
        factory.setPort(settings.port());
        factory.setAddress(address("palm.data-plane.address", settings.address()));
        factory.setShutdown(Shutdown.GRACEFUL);
        // Boot believes anyone's X-Forwarded-For on platforms that it recognises; only trusted peers are believed here.
        factory.setUseForwardHeaders(false);
        boolean http2 = factory.getHttp2() != null && factory.getHttp2().isEnabled();
        factory.addServerCustomizers(server -> customize(server, http2));
    }

    private HttpServer customize(HttpServer server, boolean http2) {
        HttpServer sized = server.httpRequestDecoder(
                        decoder -> decoder.maxHeaderSize(DECODED).maxInitialLineLength(DECODED))
                .doOnChannelInit((observer, channel, remote) -> addHandlers(channel, !http2));
        // Which version a connection speaks is agreed on later than its handlers are added.
        return http2 ? sized.idleTimeout(settings.idle()).readTimeout(settings.read()) : sized;
    }

    private void addHandlers(Channel channel, boolean timeouts) {
        if (channel.pipeline().get(NettyPipeline.HttpCodec) == null) {
            return;
        }
        channel.pipeline().addAfter(NettyPipeline.HttpCodec, "palm.bareErrors", bareErrors);
        if (timeouts) {
            ChannelHandler handler = new ConnectionTimeouts(settings.idle(), settings.read());
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, "palm.timeouts", handler);
        }
    }

    static InetAddress address(String name, String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new InvalidSetting(name, address, "an address of this machine, such as 0.0.0.0 or 127.0.0.1");
        }
    }
}
