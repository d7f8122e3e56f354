package org.palmgateway.sandbox.identity;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;

/**
 * The OpenID provider of the sandbox, on one port of the loopback address.
 *
 * <p>Its clients {@code palm-app} (citizens), {@code palm-office} (officials) and {@code palm-console} (governors and
 * operators) use the authorization code grant with PKCE; everybody's password is {@code demo}. Access tokens are JWTs of
 * RFC 9068, signed RS256 by a key that is made at the start. {@code POST /demo/token?user=zhang-wei} gives a token
 * without signing in.
 *
 * <p>For the demo and for tests only. Safe for any thread.
 */
public final class IdentityProvider implements AutoCloseable {

    private static final Duration LIFE = Duration.ofMinutes(15);

    private final ConfigurableApplicationContext context;

    private final URI issuer;
    private final GatewaySecret secret;

    private IdentityProvider(ConfigurableApplicationContext context, GatewaySecret secret) {
        this.context = context;
        this.secret = secret;
        int port = Objects.requireNonNull(((WebServerApplicationContext) context).getWebServer())
                .getPort();
        this.issuer = URI.create("http://" + FixedHost.NAME + ":" + port);
    }

    /**
     * Starts the provider in an application context of its own; its access tokens live 15 minutes. Returns when it
     * answers.
     *
     * @param port TCP port, or 0 for any that is free
     * @throws RuntimeException if the port is taken
     */
    public static IdentityProvider start(int port) {
        return start(port, LIFE);
    }

    /**
     * Starts the provider as {@link #start(int)} does.
     *
     * @param life how long access tokens live; at least one second
     * @throws IllegalArgumentException if the life is shorter
     * @throws RuntimeException if the port is taken
     */
    public static IdentityProvider start(int port, Duration life) {
        TokenLife tokenLife = new TokenLife(life);
        GatewaySecret secret = GatewaySecret.random();
        return new IdentityProvider(
                new SpringApplicationBuilder(IdentityConfiguration.class)
                        .web(WebApplicationType.SERVLET)
                        .bannerMode(Banner.Mode.OFF)
                        .logStartupInfo(false)
                        .registerShutdownHook(false)
                        .initializers(context -> {
                            GenericApplicationContext generic = (GenericApplicationContext) context;
                            generic.registerBean(TokenLife.class, () -> tokenLife);
                            generic.registerBean(GatewaySecret.class, () -> secret);
                        })
                        .run(arguments(port)),
                secret);
    }

    // Arguments win over the environment, in which the settings of the gateway may stand.
    private static String[] arguments(int port) {
        return new String[] {
            "--spring.config.name=palm-identity",
            "--spring.jmx.enabled=false",
            "--logging.level.root=warn",
            "--spring.main.lazy-initialization=false",
            "--server.address=" + FixedHost.NAME,
            "--server.port=" + port,
            "--server.forward-headers-strategy=none",
            "--server.servlet.context-path=",
            // Cookies do not tell ports apart, so the name keeps clear of others on this host.
            "--server.servlet.session.cookie.name=PALM_IDENTITY"
        };
    }

    /** The issuer: {@code http://127.0.0.1:<port>}. */
    public URI issuer() {
        return issuer;
    }

    /** The realm whose administration registers applications, as Keycloak's does; they last as long as the provider runs. */
    public URI realm() {
        return URI.create(issuer + RealmAdmin.REALM);
    }

    /** The secret that the gateway's client {@code palm-gateway} reaches the administration with; another at every start. */
    public String gatewaySecret() {
        return secret.value();
    }

    /** Stops the provider; its tokens stay valid until they expire. */
    @Override
    public void close() {
        context.close();
    }
}
