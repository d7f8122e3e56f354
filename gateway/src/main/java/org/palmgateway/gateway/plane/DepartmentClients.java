package org.palmgateway.gateway.plane;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.forward.DepartmentAnswer;
import org.palmgateway.gateway.forward.DepartmentClient;
import org.palmgateway.gateway.forward.DepartmentSockets;
import org.palmgateway.gateway.forward.EventLoops;
import org.palmgateway.gateway.forward.GuardedResolver;
import org.palmgateway.gateway.settings.PalmSettings;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.cloud.gateway.filter.WebsocketRoutingFilter;
import org.springframework.cloud.gateway.filter.headers.HttpHeadersFilter;
import org.springframework.cloud.gateway.filter.headers.RemoveHopByHopHeadersFilter;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.socket.server.support.HandshakeWebSocketService;
import org.springframework.web.reactive.socket.server.upgrade.ReactorNettyRequestUpgradeStrategy;
import reactor.core.scheduler.Scheduler;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.WebsocketClientSpec;
import reactor.netty.http.server.WebsocketServerSpec;
import reactor.netty.resources.LoopResources;
import reactor.netty.transport.NameResolverProvider;

/** How departments are reached: over HTTP and WebSockets, at addresses that may be sent to. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class DepartmentClients {

    @Bean
    HttpClientProperties httpClientProperties() {
        return new HttpClientProperties();
    }

    @Bean
    HttpClientSslConfigurer httpClientSslConfigurer(
            HttpClientProperties properties, ServerProperties server, SslBundles bundles) {
        return new HttpClientSslConfigurer(properties.getSsl(), server, bundles);
    }

    /** Asks the name servers that the plain client asks, without blocking as that does. */
    @Bean
    GuardedResolver guardedResolver(PalmSettings settings, ReactorResourceFactory eventLoops) {
        return new GuardedResolver(
                NameResolverProvider.builder().build().newNameResolverGroup(eventLoops.getLoopResources(), true),
                settings.registry().upstreamAddresses());
    }

    /** Each event loop has connections of its own, so that what comes over one is dealt with on the thread of its caller. */
    @Bean
    DepartmentClient departmentClient(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            GuardedResolver resolver,
            ReactorResourceFactory eventLoops) {
        LoopResources loops = eventLoops.getLoopResources();
        return DepartmentClient.of(loops, () -> client(properties, server, ssl, loops), resolver);
    }

    /** As Spring Cloud Gateway makes its one client, with a pool of its own, on the event loops that serve callers. */
    private static HttpClient client(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            LoopResources loops) {
        HttpClientFactory factory = new HttpClientFactory(properties, server, ssl, List.of());
        try {
            factory.afterPropertiesSet();
            return Objects.requireNonNull(factory.getObject(), "no HTTP client").runOn(loops);
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client cannot be made", e);
        }
    }

    @Bean
    EventLoops<Scheduler> timers(ReactorResourceFactory eventLoops) {
        return new EventLoops<>(eventLoops.getLoopResources(), loop -> loop);
    }

    /** Opens WebSockets at both ends, as Spring Cloud Gateway does. */
    @Bean
    WebsocketRoutingFilter sockets(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            GuardedResolver resolver,
            ReactorResourceFactory eventLoops,
            ObjectProvider<List<HttpHeadersFilter>> fields) {
        HttpClient client = client(properties, server, ssl, eventLoops.getLoopResources());
        HttpClientProperties.Websocket settings = properties.getWebsocket();
        return new WebsocketRoutingFilter(
                new DepartmentSockets(client, resolver, () -> toDepartments(settings)),
                new HandshakeWebSocketService(new ReactorNettyRequestUpgradeStrategy(() -> toCallers(settings))),
                fields);
    }

    @Bean
    RemoveHopByHopHeadersFilter fieldsOfSockets() {
        return new RemoveHopByHopHeadersFilter();
    }

    private static WebsocketClientSpec.Builder toDepartments(HttpClientProperties.Websocket settings) {
        WebsocketClientSpec.Builder spec = WebsocketClientSpec.builder().handlePing(settings.isProxyPing());
        @Nullable Integer longest = settings.getMaxFramePayloadLength();
        return longest == null ? spec : spec.maxFramePayloadLength(longest);
    }

    private static WebsocketServerSpec.Builder toCallers(HttpClientProperties.Websocket settings) {
        WebsocketServerSpec.Builder spec = WebsocketServerSpec.builder().handlePing(settings.isProxyPing());
        @Nullable Integer longest = settings.getMaxFramePayloadLength();
        return longest == null ? spec : spec.maxFramePayloadLength(longest);
    }

    @Bean
    DepartmentAnswer departmentAnswer(GatewayProperties properties) {
        return new DepartmentAnswer(properties.getStreamingMediaTypes());
    }
}
