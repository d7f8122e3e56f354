package org.palmgateway.bench.stock;

import java.io.IOException;
import java.io.OutputStream;
import java.security.Principal;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.filter.ratelimit.KeyResolver;
import org.springframework.cloud.gateway.filter.ratelimit.RedisRateLimiter;
import org.springframework.cloud.gateway.route.Route;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.BooleanSpec;
import org.springframework.cloud.gateway.route.builder.Buildable;
import org.springframework.cloud.gateway.route.builder.GatewayFilterSpec;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.cloud.gateway.route.builder.UriSpec;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/**
 * Spring Cloud Gateway with Spring's own parts for what Palm Gateway does: a resource server that verifies tokens, a rate limiter on Redis
 * for each citizen, a circuit breaker, a response cache on one route, metrics. Prints its port, and stops at the end of its input.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class StockGateway {

    private static final int PERMITS = 1_000_000;

    private final String department = System.getProperty("department", "http://127.0.0.1:9");
    private final int routes = Integer.getInteger("routes", 1278);

    @Bean
    RedisRateLimiter limiter() {
        return new RedisRateLimiter(PERMITS, PERMITS);
    }

    @Bean
    KeyResolver citizen() {
        return exchange -> exchange.getPrincipal().map(Principal::getName);
    }

    /** Makes as many routes as asked for; those that are called come last. */
    @Bean
    RouteLocator routes(RouteLocatorBuilder builder, RedisRateLimiter limiter, KeyResolver citizen) {
        RouteLocatorBuilder.Builder all = builder.routes();
        for (int i = 2; i < routes; i++) {
            String id = "other-" + i;
            all.route(id, route -> to(route.path("/" + id + "/{number}"), limiter, citizen));
        }
        all.route(
                "cached",
                route -> route.path("/cached/{number}")
                        .filters(filters -> with(filters, limiter, citizen).localResponseCache(null, null))
                        .uri(department));
        return all.route("last", route -> to(route.path("/**"), limiter, citizen))
                .build();
    }

    private Buildable<Route> to(BooleanSpec route, RedisRateLimiter limiter, KeyResolver citizen) {
        UriSpec filtered = route.filters(filters -> with(filters, limiter, citizen));
        return filtered.uri(department);
    }

    private static GatewayFilterSpec with(GatewayFilterSpec filters, RedisRateLimiter limiter, KeyResolver citizen) {
        return filters.requestRateLimiter(
                        config -> config.setRateLimiter(limiter).setKeyResolver(citizen))
                .circuitBreaker(config -> config.setName("department"));
    }

    /**
     * Runs until the input ends.
     *
     * @param arguments further settings, as Spring Boot takes them: the issuer's key set, the address of Redis
     * @throws IOException when the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        SpringApplication application = new SpringApplication(StockGateway.class);
        application.setDefaultProperties(Map.of(
                "server.port",
                "0",
                "server.address",
                "127.0.0.1",
                "spring.cloud.gateway.server.webflux.filter.local-response-cache.enabled",
                "true"));
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            System.out.println("@palm-bench " + context.getEnvironment().getRequiredProperty("local.server.port"));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
