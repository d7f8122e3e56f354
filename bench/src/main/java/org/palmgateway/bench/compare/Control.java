package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the gateway is compared with. */
enum Control implements Contestant {
    /** The departments, asked without a proxy. Runs all the time. */
    DEPARTMENT {
        @Override
        public Server start(Stage stage) {
            return stage.departments().withoutOwner();
        }
    },

    /** nginx, proxying and nothing else. */
    NGINX {
        @Override
        public Server start(Stage stage) throws IOException {
            return Nginx.proxy(stage.directory("nginx"), stage.departments().port());
        }
    },

    /** Reactor Netty, proxying and nothing else. */
    NETTY {
        @Override
        public Server start(Stage stage) throws IOException {
            return announced(
                    stage.directory("netty"),
                    JavaCommand.ours(NettyProxy.class),
                    List.of(stage.departments().url()));
        }
    },

    /** Spring Cloud Gateway with one route. */
    PLAIN {
        @Override
        public Server start(Stage stage) throws IOException {
            return announced(stage.directory("plain"), plain(stage), List.of());
        }
    },

    /** The same, speaking HTTP/2 over TLS. */
    PLAIN_ENCRYPTED {
        @Override
        public Server start(Stage stage) throws IOException {
            return announced(
                            stage.directory("plain"),
                            plain(stage),
                            stage.certificate().settings())
                    .encrypted();
        }
    },

    /** Spring Cloud Gateway with Spring's own parts for what the gateway does, and 1,278 routes. */
    STOCK {
        @Override
        public Server start(Stage stage) throws IOException {
            return announced(
                    stage.directory("stock"),
                    JavaCommand.control(
                            "stock",
                            "org.palmgateway.bench.stock.StockGateway",
                            Map.of("department", stage.departments().url())),
                    List.of(
                            "--spring.security.oauth2.resourceserver.jwt.jwk-set-uri="
                                    + stage.issuer().uri(),
                            "--spring.data.redis.port=" + stage.redis().port()));
        }
    };

    private static JavaCommand plain(Stage stage) throws IOException {
        return JavaCommand.control(
                "plain",
                "org.palmgateway.bench.plain.PlainGateway",
                Map.of("department", stage.departments().url()));
    }

    private static Server announced(Path directory, JavaCommand java, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(java.line());
        command.addAll(arguments);
        return Server.announced(command, directory.resolve("log"));
    }
}
