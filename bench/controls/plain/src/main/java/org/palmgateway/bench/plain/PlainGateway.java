package org.palmgateway.bench.plain;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** A gateway with one route to one department. Prints its port, and stops at the end of its input. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class PlainGateway {

    private final String department = System.getProperty("department", "http://127.0.0.1:9");

    @Bean
    RouteLocator routes(RouteLocatorBuilder builder) {
        return builder.routes()
                .route("all", route -> route.path("/**").uri(department))
                .build();
    }

    /**
     * Runs until the input ends.
     *
     * @param arguments further settings, as Spring Boot takes them
     * @throws IOException when the input cannot be read
     */
    public static void main(String[] arguments) throws IOException {
        SpringApplication application = new SpringApplication(PlainGateway.class);
        application.setDefaultProperties(Map.of("server.port", "0", "server.address", "127.0.0.1"));
        try (ConfigurableApplicationContext context = application.run(arguments)) {
            System.out.println("@palm-bench " + context.getEnvironment().getRequiredProperty("local.server.port"));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }
}
