package org.palmgateway.gateway.plane;

import com.github.benmanes.caffeine.cache.Ticker;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.cache.ResponseCache;
import org.palmgateway.gateway.limit.LimitCounts;
import org.palmgateway.gateway.limit.Limits;
import org.palmgateway.gateway.limit.LocalLimits;
import org.palmgateway.gateway.limit.shared.RedisBuckets;
import org.palmgateway.gateway.limit.shared.SharedLimits;
import org.palmgateway.gateway.limit.shared.Sharing;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.settings.InvalidSetting;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.routes.store.Watch;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What keeps traffic within bounds: shared by the plane that enforces it and the one that shows it. */
@Configuration(proxyBeanMethods = false)
class TrafficParts {

    private static final Duration GAUGES_EVERY = Duration.ofSeconds(2);
    private static final int CACHE_THREADS = 2;
    private static final int CACHE_QUEUE = 1000;
    private static final int COMPOSE_THREADS = Math.max(2, Runtime.getRuntime().availableProcessors() / 2);
    private static final int COMPOSE_QUEUE = 1000;

    @Bean
    TrafficMeters trafficMeters(MeterRegistry meters) {
        return new TrafficMeters(meters);
    }

    @Bean
    Departments departments(TrafficMeters meters) {
        return new Departments(
                Departments.MAXIMUM,
                System::nanoTime,
                turn -> meters.turned(turn.department(), turn.upstream(), TrafficGauges.word(turn.to())));
    }

    @Bean
    @ConditionalOnProperty("palm.limits.redis.uri")
    RedisBuckets redisBuckets(PalmSettings settings, Clock clock) {
        return RedisBuckets.at(
                Objects.requireNonNull(settings.limits().redis().uri()).toString(), clock);
    }

    @Bean
    Limits limits(PalmSettings settings, ObjectProvider<RedisBuckets> redis, Clock clock, MeterRegistry meters) {
        RedisBuckets store = redis.getIfAvailable();
        Limits limits = store == null ? local(settings, clock, meters) : shared(settings, store, clock, meters);
        meters.gauge("palm.limits.keys", limits, Limits::size);
        return limits;
    }

    private static Limits local(PalmSettings settings, Clock clock, MeterRegistry meters) {
        LocalLimits limits = new LocalLimits(settings.limits().maximumKeys(), clock);
        FunctionCounter.builder("palm.limits.evicted", limits, LocalLimits::evicted)
                .description("Buckets that were forgotten for want of space")
                .register(meters);
        return limits;
    }

    private static Limits shared(PalmSettings settings, RedisBuckets store, Clock clock, MeterRegistry meters) {
        Sharing sharing = new Sharing(
                settings.limits().redis().nodes(),
                settings.limits().maximumKeys(),
                settings.limits().redis().patience());
        SharedLimits limits = SharedLimits.begin(store, sharing, clock, Schedulers.parallel());
        meters.gauge("palm.limits.shared", limits, each -> each.mode().equals("shared") ? 1 : 0);
        FunctionCounter.builder(
                        "palm.limits.redis.waits", limits, each -> each.stats().waits())
                .description("Requests that waited for Redis")
                .register(meters);
        FunctionCounter.builder(
                        "palm.limits.redis.outages",
                        limits,
                        each -> each.stats().outages())
                .description("Times that Redis was lost")
                .register(meters);
        return limits;
    }

    @Bean
    LimitCounts limitCounts() {
        return new LimitCounts();
    }

    /** For content codings and the disk, neither of which an event loop may wait for. */
    @Bean(destroyMethod = "dispose")
    Scheduler cacheWork() {
        return Schedulers.newBoundedElastic(CACHE_THREADS, CACHE_QUEUE, "palm-cache", 60, true);
    }

    /** For long contents of composed calls, which an event loop may not wait for. */
    @Bean(destroyMethod = "dispose")
    Scheduler composeWork() {
        return Schedulers.newBoundedElastic(COMPOSE_THREADS, COMPOSE_QUEUE, "palm-compose", 60, true);
    }

    @Bean
    ResponseCache responseCache(PalmSettings settings, MeterRegistry meters, Clock clock, Scheduler cacheWork) {
        try {
            return ResponseCache.open(settings.cache(), meters, clock, Ticker.systemTicker(), cacheWork);
        } catch (IOException e) {
            throw new InvalidSetting(
                    "palm.cache.state",
                    settings.cache().state().toAbsolutePath() + " (" + e.getMessage() + ")",
                    "a directory that can be written to");
        }
    }

    @Bean
    Watch trafficGauges(Departments departments, MeterRegistry meters) {
        TrafficGauges gauges = new TrafficGauges(departments, meters);
        return new Watch("palm-gauges", gauges::refresh, GAUGES_EVERY);
    }
}
