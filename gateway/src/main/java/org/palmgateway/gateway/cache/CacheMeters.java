package org.palmgateway.gateway.cache;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import org.palmgateway.gateway.answer.Counters;
import org.palmgateway.gateway.cache.rule.NotStored;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.policy.Priority;

/**
 * Counts what the cache does. Series are bounded by departments, audiences, classes and outcomes. Safe for any number of threads.
 */
final class CacheMeters {

    private final MeterRegistry meters;
    private final Counters counters = new Counters();

    private record Answered(String department, CacheAudience audience, Priority priority, CacheOutcome outcome) {}

    private record Given(CacheAudience audience, Priority priority) {}

    private record Refused(String department, NotStored why) {}

    private record Checked(String department, String outcome) {}

    CacheMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    /** Shows how full a store is. */
    void show(ResponseStore store, InFlight room, Demotions demotions) {
        Gauge.builder("palm.cache.size", store, ResponseStore::octets)
                .baseUnit("bytes")
                .description("Memory that stored responses take")
                .register(meters);
        Gauge.builder("palm.cache.maximum", store, ResponseStore::maximum)
                .baseUnit("bytes")
                .description("Memory that stored responses may take")
                .register(meters);
        Gauge.builder("palm.cache.keys", store, ResponseStore::size)
                .description("Keys that responses are stored under")
                .register(meters);
        Gauge.builder("palm.cache.in.flight", room, InFlight::taken)
                .baseUnit("bytes")
                .description("Memory of bodies on their way into the cache")
                .register(meters);
        Gauge.builder("palm.cache.demoted", demotions, each -> each.all().size())
                .description("Routes whose answers are not shared any more, since they were found to differ")
                .register(meters);
        FunctionCounter.builder("palm.cache.evicted", store, ResponseStore::evicted)
                .description("Keys that were forgotten for want of room")
                .register(meters);
    }

    void answered(Question question, CacheOutcome outcome) {
        String department = question.facts().route().department().id();
        Priority priority = question.facts().appliedPolicy().priority();
        CacheAudience audience = question.audience();
        counters.count(
                new Answered(department, audience, priority, outcome),
                key -> Counter.builder("palm.cache.requests")
                        .description("Requests on routes whose answers are kept, by what became of them at the cache")
                        .tag("department", department)
                        .tag("audience", audience.word())
                        .tag("class", priority.word())
                        .tag("outcome", outcome.word())
                        .register(meters));
    }

    /** Counts octets of bodies that were given from the cache. */
    void given(Question question, long octets) {
        Priority priority = question.facts().appliedPolicy().priority();
        CacheAudience audience = question.audience();
        counters.count(
                new Given(audience, priority),
                (double) octets,
                key -> Counter.builder("palm.cache.given")
                        .baseUnit("bytes")
                        .description("Octets of bodies that were given from the cache")
                        .tag("audience", audience.word())
                        .tag("class", priority.word())
                        .register(meters));
    }

    void notStored(Question question, NotStored why) {
        String department = question.facts().route().department().id();
        counters.count(
                new Refused(department, why),
                key -> Counter.builder("palm.cache.refused")
                        .description("Responses that were not kept, by reason")
                        .tag("department", department)
                        .tag("why", word(why))
                        .register(meters));
    }

    void checked(String department, String outcome) {
        counters.count(
                new Checked(department, outcome),
                key -> Counter.builder("palm.cache.checks")
                        .description("Shared answers that were compared with what their caller would have got")
                        .tag("department", department)
                        .tag("outcome", outcome)
                        .register(meters));
    }

    /** The word of a reason. */
    static String word(NotStored why) {
        return why.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
