package org.palmgateway.gateway.plane;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.gateway.answer.AccessLog;
import org.palmgateway.gateway.edge.Drain;
import org.palmgateway.gateway.problem.ProblemDocument;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.gateway.settings.InvalidSetting;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.store.BundleStore;
import org.palmgateway.routes.store.PolicyStore;
import org.palmgateway.routes.store.Watch;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/** What both planes share: settings, routes, identity, numbers. Has no web server. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PalmSettings.class)
@Import({IdentityParts.class, TrafficParts.class, RegistryParts.class})
class SharedParts {

    /** How late an override may begin or end. */
    private static final Duration TURNS_SEEN_AFTER = Duration.ofMillis(100);

    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    @Bean
    RegionTree regions(PalmSettings settings) {
        Path table = settings.bundles().divisions();
        if (table == null) {
            return Divisions.zhejiang();
        }
        try (BufferedReader reader = Files.newBufferedReader(table, StandardCharsets.UTF_8)) {
            return Divisions.read(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSetting(
                    "palm.bundles.divisions", table + ": " + e.getMessage(), "a table code,name,level,parent");
        }
    }

    @Bean
    LiveSnapshot liveSnapshot(RegionTree regions) {
        return new LiveSnapshot(Snapshot.empty(regions));
    }

    @Bean
    PolicyStore policyStore(PalmSettings settings, LiveSnapshot live, Clock clock) {
        Path directory = settings.policies().directory();
        try {
            return PolicyStore.open(directory, live, clock);
        } catch (IOException e) {
            throw new InvalidSetting(
                    "palm.policies.directory",
                    directory.toAbsolutePath() + " (" + e.getMessage() + ")",
                    "a directory that can be written to, with a sound journal or none");
        }
    }

    @Bean
    Watch policyWatch(PolicyStore policyStore) {
        return new Watch("palm-policies", policyStore::refresh, TURNS_SEEN_AFTER);
    }

    /** Policies are live before the first bundle is, so that none is ever served without. */
    @Bean
    BundleStore bundleStore(PalmSettings settings, LiveSnapshot live, PolicyStore policyStore) {
        Path directory = settings.bundles().directory();
        try {
            return BundleStore.open(directory, settings.bundles().state(), live);
        } catch (IOException e) {
            throw new InvalidSetting(
                    "palm.bundles.directory", directory.toAbsolutePath(), "a readable directory of bundles");
        }
    }

    @Bean
    Watch bundleWatch(BundleStore bundleStore, PalmSettings settings) {
        return Watch.sparing(
                "palm-bundles", bundleStore::refresh, settings.bundles().lookEvery());
    }

    @Bean
    PrometheusRegistry prometheusRegistry() {
        return new PrometheusRegistry();
    }

    @Bean
    PrometheusMeterRegistry meters(
            PrometheusRegistry registry, VerifiedTokens tokens, LocalRevocations revocations, LiveSnapshot live) {
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(
                PrometheusConfig.DEFAULT, registry, io.micrometer.core.instrument.Clock.SYSTEM);
        new JvmMemoryMetrics().bindTo(meters);
        new JvmGcMetrics().bindTo(meters);
        new ProcessorMetrics().bindTo(meters);
        meters.gauge("palm.snapshot.revision", live, l -> l.current().revision());
        meters.gauge("palm.snapshot.routes", live, l -> l.current().size());
        meters.gauge(
                "palm.snapshot.quarantined",
                live,
                l -> l.current().quarantined().size());
        meters.gauge("palm.revocations", revocations, LocalRevocations::size);
        meters.more()
                .counter("palm.tokens.hits", List.of(), tokens, t -> t.stats().hits());
        meters.more()
                .counter(
                        "palm.tokens.verifications",
                        List.of(),
                        tokens,
                        t -> t.stats().verifications());
        meters.more()
                .counter(
                        "palm.tokens.refused", List.of(), tokens, t -> t.stats().refused());
        return meters;
    }

    @Bean
    AccessLog accessLog(PalmSettings settings, MeterRegistry meters) {
        try {
            return new AccessLog(settings.accessLog(), meters);
        } catch (IOException e) {
            throw new InvalidSetting(
                    "palm.access-log.file",
                    String.valueOf(settings.accessLog().file()),
                    "a file that can be appended to");
        }
    }

    @Bean
    ProblemDocument problemDocument() {
        return new ProblemDocument(new ProblemTexts());
    }

    /**
     * The event loops of this gateway. The global ones, which are the default, end with the first context that is closed: the
     * admin plane would go with the data plane, and so would any other server in the process.
     */
    @Bean
    ReactorResourceFactory eventLoops(PalmSettings settings) {
        ReactorResourceFactory loops = new ReactorResourceFactory();
        loops.setUseGlobalResources(false);
        // None of them ever waits, so that more than there are processors would only take turns.
        loops.setLoopResourcesSupplier(
                () -> LoopResources.create("palm-http", settings.dataPlane().threads(), true));
        // Nothing is left to wait for: the planes have drained before.
        loops.setShutdownQuietPeriod(Duration.ofMillis(100));
        return loops;
    }

    @Bean
    Drain drain() {
        return new Drain();
    }
}
