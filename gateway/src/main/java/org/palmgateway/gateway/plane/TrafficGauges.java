package org.palmgateway.gateway.plane;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.palmgateway.gateway.protect.BreakerState;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.gateway.protect.Departments;
import org.palmgateway.gateway.protect.UpstreamState;

/** Shows how busy and how well each department is that was called of late. For one thread. */
final class TrafficGauges {

    private final Departments departments;
    private final MultiGauge limit;
    private final MultiGauge inFlight;
    private final MultiGauge breakers;

    TrafficGauges(Departments departments, MeterRegistry meters) {
        this.departments = departments;
        this.limit = MultiGauge.builder("palm.concurrency.limit")
                .description("Calls that a department may have at once")
                .register(meters);
        this.inFlight = MultiGauge.builder("palm.concurrency.calls")
                .description("Calls that a department has now")
                .register(meters);
        this.breakers = MultiGauge.builder("palm.breaker.open")
                .description("1 while an upstream's breaker is open, 0.5 while it is probed, 0 otherwise")
                .register(meters);
    }

    static String word(BreakerState state) {
        return state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    void refresh() {
        List<MultiGauge.Row<?>> limits = new ArrayList<>();
        List<MultiGauge.Row<?>> calls = new ArrayList<>();
        List<MultiGauge.Row<?>> states = new ArrayList<>();
        for (DepartmentLoad load : departments.all()) {
            Tags tags = Tags.of("department", load.department());
            limits.add(MultiGauge.Row.of(tags, load, each -> each.concurrency().limit()));
            calls.add(MultiGauge.Row.of(tags, load, each -> each.concurrency().inFlight()));
            for (UpstreamState upstream : load.upstreams()) {
                states.add(MultiGauge.Row.of(
                        tags.and("upstream", upstream.id()),
                        upstream,
                        each -> open(each.breaker().state())));
            }
        }
        limit.register(limits, true);
        inFlight.register(calls, true);
        breakers.register(states, true);
    }

    private static double open(BreakerState state) {
        return switch (state) {
            case OPEN -> 1;
            case HALF_OPEN -> 0.5;
            case CLOSED -> 0;
        };
    }
}
