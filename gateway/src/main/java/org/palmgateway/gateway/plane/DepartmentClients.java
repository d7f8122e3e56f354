package org.palmgateway.gateway.plane;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.palmgateway.gateway.forward.DepartmentAnswer;
import org.palmgateway.gateway.forward.DepartmentClient;
import org.palmgateway.gateway.forward.DepartmentSockets;
import org.palmgateway.gateway.forward.EventLoops;
import org.palmgateway.gateway.forward.GuardedResolver;
import org.palmgateway.gateway.settings.PalmSettings;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.cloud.gateway.config.GatewayProperties;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.cloud.gateway.config.HttpClientFactory;
import org.springframework.cloud.gateway.config.HttpClientProperties;
import org.springframework.cloud.gateway.config.HttpClientSslConfigurer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Primary;
import org.springframework.http.client.ReactorResourceFactory;
import org.springframework.web.reactive.socket.client.ReactorNettyWebSocketClient;
import reactor.core.scheduler.Scheduler;
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

    /** Each event loop has connections of its own, so that what comes over one is dealt with on the thread of its caller. */
    @Bean
    DepartmentClient departmentClient(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers,
            GuardedResolver resolver,
            ReactorResourceFactory eventLoops) {
        return DepartmentClient.of(
                eventLoops.getLoopResources(), () -> client(properties, server, ssl, customizers), resolver);
    }

    /** As Spring Cloud Gateway makes its one client, with a pool of its own. */
    private static HttpClient client(
            HttpClientProperties properties,
            ServerProperties server,
            HttpClientSslConfigurer ssl,
            List<HttpClientCustomizer> customizers) {
        HttpClientFactory factory = new HttpClientFactory(properties, server, ssl, new ArrayList<>(customizers));
        try {
            factory.afterPropertiesSet();
            return Objects.requireNonNull(factory.getObject(), "no HTTP client");
        } catch (Exception e) {
            throw new IllegalStateException("The HTTP client cannot be made", e);
        }
    }

    @Bean
    EventLoops<Scheduler> timers(ReactorResourceFactory eventLoops) {
        return new EventLoops<>(eventLoops.getLoopResources(), loop -> loop);
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
    DepartmentAnswer departmentAnswer(GatewayProperties properties) {
        return new DepartmentAnswer(properties.getStreamingMediaTypes());
    }
}
