package org.palmgateway.gateway.plane;

import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.palmgateway.gateway.edge.Drain;
import org.palmgateway.gateway.record.RecordedRequest;
import org.palmgateway.gateway.record.RequestRing;
import org.palmgateway.gateway.settings.DataPlaneSettings;
import org.palmgateway.gateway.settings.PalmSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A running gateway: the data plane, the admin plane, and what they share.
 *
 * <p>Closing it drains the data plane: readiness goes first, then no connection is accepted, requests under way may end, and
 * the admin plane stays up until they have.
 */
public final class Gateway implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final ConfigurableApplicationContext shared;
    private final ConfigurableApplicationContext data;
    private final ConfigurableApplicationContext admin;

    private Gateway(
            ConfigurableApplicationContext shared,
            ConfigurableApplicationContext data,
            ConfigurableApplicationContext admin) {
        this.shared = shared;
        this.data = data;
        this.admin = admin;
    }

    /**
     * Starts a gateway. It is not stopped with the process by itself: close it, or use {@link #closeOnExit()}.
     *
     * @param properties settings that lie below those of files, the environment and the command line
     * @param arguments the command line
     * @return the running gateway, both ports open
     */
    public static Gateway start(Map<String, Object> properties, String... arguments) {
        ConfigurableApplicationContext shared = builder(SharedParts.class, properties)
                .web(WebApplicationType.NONE)
                .run(arguments);
        try {
            DataPlaneSettings settings = shared.getBean(PalmSettings.class).dataPlane();
            ConfigurableApplicationContext data = builder(DataPlane.class, properties)
                    .parent(shared)
                    .web(WebApplicationType.REACTIVE)
                    .properties("spring.lifecycle.timeout-per-shutdown-phase="
                            + settings.drain().toMillis() + "ms")
                    .run(arguments);
            return withAdminPlane(shared, data, properties, arguments);
        } catch (RuntimeException e) {
            shared.close();
            throw e;
        }
    }

    private static Gateway withAdminPlane(
            ConfigurableApplicationContext shared,
            ConfigurableApplicationContext data,
            Map<String, Object> properties,
            String... arguments) {
        try {
            ConfigurableApplicationContext admin = builder(AdminPlane.class, properties)
                    .parent(shared)
                    .web(WebApplicationType.REACTIVE)
                    .properties("spring.cloud.gateway.server.webflux.enabled=false")
                    .run(arguments);
            return new Gateway(shared, data, admin);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static SpringApplicationBuilder builder(Class<?> part, Map<String, Object> properties) {
        return new SpringApplicationBuilder(part)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .registerShutdownHook(false)
                .properties(properties);
    }

    /** Returns the port of the data plane. */
    public int dataPort() {
        return port(data);
    }

    /** Returns the port of the admin plane. */
    public int adminPort() {
        return port(admin);
    }

    /** Returns the last requests of callers, as many as are kept. */
    public List<RecordedRequest> lastRequests() {
        return shared.getBean(RequestRing.class).all();
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
    }

    /** Has the gateway closed when the process is told to stop (SIGTERM). */
    public void closeOnExit() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "palm-stop"));
    }

    @Override
    public void close() {
        DataPlaneSettings settings = shared.getBean(PalmSettings.class).dataPlane();
        LOG.info("Stopping: requests under way may take up to {}", settings.drain());
        AvailabilityChangeEvent.publish(admin, ReadinessState.REFUSING_TRAFFIC);
        shared.getBean(Drain.class).begin();
        LockSupport.parkNanos(settings.drainNotice().toNanos());
        data.close();
        admin.close();
        shared.close();
    }
}
