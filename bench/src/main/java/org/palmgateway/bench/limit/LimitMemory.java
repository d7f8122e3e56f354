package org.palmgateway.bench.limit;

import java.lang.ref.Reference;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import org.palmgateway.bench.heap.UsedHeap;
import org.palmgateway.bench.report.Table;
import org.palmgateway.gateway.limit.LocalLimits;
import org.palmgateway.routes.policy.PlacedLimit;

/**
 * Measures the heap that buckets keep in use, each of another citizen, and what happens when there are more citizens than
 * buckets may be. By used heap after collections, before and after; meant for a fresh process with {@code -XX:+UseSerialGC
 * -XX:SoftRefLRUPolicyMSPerMB=0}. Time stands still meanwhile, so that no bucket fills.
 */
public final class LimitMemory {

    private static final int WARM_UP = 2000;
    private static final int MORE = 10_000;

    private final Clock clock = Clock.fixed(Instant.now(), ZoneOffset.UTC);
    private final List<PlacedLimit> perCitizen = SampleLimits.first(1, 1);

    private LimitMemory() {}

    /**
     * Measures and prints.
     *
     * @param arguments the number of buckets, 1,000,000 without
     */
    public static void main(String[] arguments) {
        int buckets = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        LimitMemory memory = new LimitMemory();
        // Loads the classes and fills what is filled once, so that neither is counted.
        memory.charge(new LocalLimits(WARM_UP, memory.clock), 0, 2 * WARM_UP);
        UsedHeap.now();
        memory.measure(buckets);
    }

    private void measure(int buckets) {
        long before = UsedHeap.now();
        LocalLimits limits = new LocalLimits(buckets, clock);
        Table table = new Table("citizens", "buckets", "evicted", "heap", "octets each");
        try {
            charge(limits, 0, buckets);
            addRow(table, buckets, limits, UsedHeap.now() - before);
            charge(limits, buckets, buckets + 1);
            addRow(table, buckets + 1, limits, UsedHeap.now() - before);
            charge(limits, buckets + 1, buckets + MORE);
            addRow(table, buckets + MORE, limits, UsedHeap.now() - before);
        } finally {
            Reference.reachabilityFence(limits);
        }
        table.print();
    }

    private void charge(LocalLimits limits, int from, int until) {
        for (int citizen = from; citizen < until; citizen++) {
            Objects.requireNonNull(
                    limits.charge(SampleLimits.demands(perCitizen, citizen)).block());
        }
        // The cache evicts in the background.
        if (!ForkJoinPool.commonPool().awaitQuiescence(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("evicting: more than a minute (expected: less)");
        }
    }

    private static void addRow(Table table, int citizens, LocalLimits limits, long octets) {
        table.row(
                whole(citizens),
                whole(limits.size()),
                whole(limits.evicted()),
                String.format(Locale.ROOT, "%,.1f MiB", octets / 1048576.0),
                whole(Math.round((double) octets / limits.size())));
    }

    private static String whole(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
