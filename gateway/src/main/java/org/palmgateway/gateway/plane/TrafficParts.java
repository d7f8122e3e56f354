package org.palmgateway.gateway.plane;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import org.palmgateway.gateway.answer.TrafficMeters;
import org.palmgateway.gateway.limit.LimitCounts;
import org.palmgateway.gateway.limit.Limits;
import org.palmgateway.gateway.limit.LocalLimits;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.settings.PalmSettings;
import org.palmgateway.routes.store.Watch;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What keeps traffic within bounds: shared by the plane that enforces it and the one that shows it. */
@Configuration(proxyBeanMethods = false)
class TrafficParts {

    private static final Duration GAUGES_EVERY = Duration.ofSeconds(2);

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
    Limits limits(PalmSettings settings, Clock clock, MeterRegistry meters) {
        LocalLimits local = new LocalLimits(settings.limits().maximumKeys(), clock);
        meters.gauge("palm.limits.keys", local, LocalLimits::size);
        return local;
    }

    @Bean
    LimitCounts limitCounts() {
        return new LimitCounts();
    }

    @Bean
    Watch trafficGauges(Departments departments, MeterRegistry meters) {
        TrafficGauges gauges = new TrafficGauges(departments, meters);
        return new Watch("palm-gauges", gauges::refresh, GAUGES_EVERY);
    }
}
