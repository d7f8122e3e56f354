package org.palmgateway.gateway.plane;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.UsageCounts;
import org.palmgateway.gateway.edge.Lanes;
import org.palmgateway.gateway.explain.ExampleRuns;
import org.palmgateway.gateway.lane.Passes;
import org.palmgateway.gateway.lane.SandboxLanes;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.gateway.record.RequestRing;
import org.palmgateway.gateway.settings.InvalidSetting;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.gateway.settings.RegistrySettings;
import org.palmgateway.routes.registry.Registry;
import org.palmgateway.routes.registry.RegistryDatabase;
import org.palmgateway.routes.registry.RegistryRefused;
import org.palmgateway.routes.snapshot.CandidateCheck;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.store.BundleStore;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/** The registry of this node, unless it has none. */
@Configuration(proxyBeanMethods = false)
class RegistryParts {

    private static final int CONNECTIONS_TO_THE_MOCK = 10;

    /** The directory's bundles are live before the registry's are, so that what lies in both is taken from the directory. */
    @Bean
    @Conditional(HasRegistry.class)
    Registry registry(
            PalmSettings settings,
            LiveSnapshot live,
            BundleStore bundles,
            ObjectProvider<CandidateCheck> checks,
            Clock clock) {
        RegistrySettings registry = settings.registry();
        try {
            return Registry.open(
                    RegistryDatabase.of(registry.url(), registry.user(), registry.password()),
                    live,
                    bundles::has,
                    registry.upstreamAddresses(),
                    checks.orderedStream().toList(),
                    new Registry.Participation(
                            node(registry.node()), registry.state(), registry.lookEvery(), registry.notice()),
                    clock);
        } catch (RegistryRefused e) {
            throw new InvalidSetting(
                    "palm.registry.url",
                    "a database that cannot be used: " + innermost(e),
                    "one that is up, and that no other process holds if it is a file; or none");
        }
    }

    /** Without an issuer no developer can sign in, and none is ever given a pass. */
    @Bean
    Passes passes(PalmSettings settings, Clock clock) {
        @Nullable String secret = settings.identity().passport().pairwiseSecret();
        return new Passes(secret == null ? UUID.randomUUID().toString() : secret, clock);
    }

    @Bean(destroyMethod = "dispose")
    ConnectionProvider mockConnections() {
        return ConnectionProvider.create("palm-mock", CONNECTIONS_TO_THE_MOCK);
    }

    @Bean
    Lanes lanes(
            PalmSettings settings,
            ObjectProvider<Registry> registry,
            Passes passes,
            ConnectionProvider mockConnections,
            ReactorResourceFactory eventLoops,
            LiveSnapshot live,
            Clock clock) {
        return new SandboxLanes(
                Optional.ofNullable(registry.getIfAvailable()),
                passes,
                settings.registry().mock(),
                HttpClient.create(mockConnections).runOn(eventLoops.getLoopResources()),
                live,
                clock);
    }

    @Bean
    RequestRing requestRing(PalmSettings settings) {
        return new RequestRing(settings.registry().recordedRequests());
    }

    @Bean
    UsageCounts usageCounts(PalmSettings settings, Clock clock, MeterRegistry meters) {
        UsageCounts counts =
                new UsageCounts(settings.registry().enabled() ? settings.usage().maximumKeys() : 0, clock);
        FunctionCounter.builder("palm.usage.dropped", counts, UsageCounts::dropped)
                .description("Answers that were not counted for their application for want of room")
                .register(meters);
        return counts;
    }

    @Bean
    @Conditional(HasRegistry.class)
    UsageFlush usageFlush(UsageCounts counts, Registry registry, PalmSettings settings, Clock clock) {
        return new UsageFlush(counts, registry.usage(), settings.usage(), clock);
    }

    /** Nobody's change breaks what another owner says by examples that it relies on. */
    @Bean
    CandidateCheck exampleRuns() {
        return new ExampleRuns(new ProblemTexts());
    }

    private static String node(String given) {
        if (!given.isEmpty()) {
            return given;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new InvalidSetting("palm.registry.node", "empty, and the machine has no name", "a name");
        }
    }

    private static String innermost(Throwable error) {
        Throwable cause = error;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
