package org.palmgateway.gateway.plane;

import java.util.List;
import org.palmgateway.gateway.forward.DepartmentClient;
import org.palmgateway.gateway.forward.DepartmentSockets;
import org.palmgateway.gateway.forward.GuardedResolver;
import org.palmgateway.gateway.settings.PalmSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.filter.NettyWriteResponseFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.transport.NameResolverProvider;

/** How departments are reached: over HTTP and WebSockets, at addresses that may be sent to. */
@Configuration(proxyBeanMethods = false)
class DepartmentClients {

    /** Calls departments on the same event loops that serve callers, so that a request stays on one thread. */
    @Bean
    HttpClientCustomizer onOurEventLoops(ReactorResourceFactory eventLoops) {
        return client -> client.runOn(eventLoops.getLoopResources());
    }

    /** Asks the name servers that the plain client asks, without blocking as that does. */
    @Bean
    GuardedResolver guardedResolver(PalmSettings settings, ReactorResourceFactory eventLoops) {
        return new GuardedResolver(
                NameResolverProvider.builder().build().newNameResolverGroup(eventLoops.getLoopResources(), true),
                settings.registry().upstreamAddresses());
    }

    @Bean
    DepartmentClient departmentClient(
            HttpClient client,
            GuardedResolver resolver,
            ObjectProvider<List<HttpHeadersFilter>> filters,
            HttpClientProperties properties) {
        return new DepartmentClient(client, resolver, filters, properties);
    }

    @Bean
    @Primary
    DepartmentSockets departmentSockets(
            HttpClient client, GuardedResolver resolver, ReactorNettyWebSocketClient settings) {
        return new DepartmentSockets(client, resolver, () -> specOf(settings));
    }

    /** As Spring Cloud Gateway's own client opens them. */
    private static WebsocketClientSpec.Builder specOf(ReactorNettyWebSocketClient settings) {
        WebsocketClientSpec spec = settings.getWebsocketClientSpec();
        return WebsocketClientSpec.builder()
                .maxFramePayloadLength(spec.maxFramePayloadLength())
                .handlePing(spec.handlePing());
    }

    @Bean
    NettyWriteResponseFilter departmentAnswer(
            GatewayProperties properties, ObjectProvider<List<HttpHeadersFilter>> filters) {
        return new NettyWriteResponseFilter(properties.getStreamingMediaTypes(), filters);
    }
}
