package org.palmgateway.bench.cache;

import java.lang.ref.Reference;
import java.util.Locale;
import java.util.function.IntFunction;
import org.palmgateway.bench.heap.UsedHeap;
import org.palmgateway.bench.report.Table;
import org.palmgateway.gateway.cache.ResponseCache;
import org.springframework.http.HttpHeaders;

/**
 * Measures the heap that stored responses keep in use, and what the cache believes they do. By used heap after collections, before and
 * after; meant for a fresh process with {@code -XX:+UseSerialGC -XX:SoftRefLRUPolicyMSPerMB=0}.
 */
public final class CacheMemory {

    private static final int WARM_UP = 2000;
    private static final int OCTETS = 100;

    private final SampleRoutes routes = new SampleRoutes();
    private final HttpHeaders headers = BareRequest.headers();
    private final InstantDepartment department = InstantDepartment.withOwnTexts(SampleBody.of(OCTETS));
    private final InstantDepartment terse = InstantDepartment.withFewFields(SampleBody.of(OCTETS));
    private final Table table = new Table(
            "kept for",
            "responses",
            "heap",
            "octets each",
            "beyond the body",
            "counted by the cache",
            "counted / true");

    private CacheMemory() {}

    /**
     * Measures and prints.
     *
     * @param arguments the number of responses, 100,000 without
     */
    public static void main(String[] arguments) {
        int responses = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 100_000;
        CacheMemory memory = new CacheMemory();
        // Loads the classes and fills what is filled once, so that neither is counted.
        memory.fill(new FilledCache(), memory.routes::ofEveryone, memory.department, WARM_UP);
        memory.fill(new FilledCache(), memory.routes::ofCitizen, memory.department, WARM_UP);
        UsedHeap.now();
        memory.measure("everyone, few fields", memory.routes::ofEveryone, memory.terse, responses);
        memory.measure("everyone", memory.routes::ofEveryone, memory.department, responses);
        memory.measure("one user", memory.routes::ofCitizen, memory.department, responses);
        memory.measure("one user, many roles", memory.routes::ofCitizenWithManyRoles, memory.department, responses);
        memory.table.print();
    }

    private void fill(FilledCache cache, IntFunction<Asked> requests, InstantDepartment asked, int count) {
        for (int i = 0; i < count; i++) {
            cache.ask(requests.apply(i), headers, asked);
        }
    }

    private void measure(String audience, IntFunction<Asked> requests, InstantDepartment asked, int responses) {
        long before = UsedHeap.now();
        FilledCache cache = new FilledCache();
        try {
            fill(cache, requests, asked, responses);
            addRow(audience, cache.fill(), UsedHeap.now() - before);
        } finally {
            Reference.reachabilityFence(cache);
        }
    }

    private void addRow(String audience, ResponseCache.Fill fill, long octets) {
        double each = (double) octets / fill.keys();
        double counted = (double) fill.octets() / fill.keys();
        table.row(
                audience,
                String.format(Locale.ROOT, "%,d", fill.keys()),
                String.format(Locale.ROOT, "%,.1f MiB", octets / 1048576.0),
                String.format(Locale.ROOT, "%,.0f", each),
                String.format(Locale.ROOT, "%,.0f", each - OCTETS),
                String.format(Locale.ROOT, "%,.0f", counted),
                String.format(Locale.ROOT, "%.2f", counted / each));
    }
}
