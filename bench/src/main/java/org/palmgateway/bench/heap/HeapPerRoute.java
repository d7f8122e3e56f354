package org.palmgateway.bench.heap;

import java.lang.ref.Reference;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.palmgateway.bench.province.Audiences;
import org.palmgateway.bench.province.CompiledProvince;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.bench.report.Table;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

/**
 * Measures the heap that a snapshot keeps in use, for each route: the model as it was read from bundles, and what compiling
 * adds to it (the index and the resolved routes). By used heap after collections, before and after; meant for a fresh
 * process with {@code -XX:+UseSerialGC -XX:SoftRefLRUPolicyMSPerMB=0}.
 */
public final class HeapPerRoute {

    private static final long SEED = 330000;
    private static final int WARM_UP = 2000;

    private HeapPerRoute() {}

    /**
     * Measures and prints one size.
     *
     * @param arguments the number of routes
     */
    public static void main(String[] arguments) {
        int routes = Integer.parseInt(arguments[0]);
        RegionTree regions = Divisions.zhejiang();
        // Loads the classes and fills what is filled once, so that neither is counted.
        CompiledProvince.compile(read(WARM_UP, regions), regions);
        UsedHeap.now();

        long before = UsedHeap.now();
        List<BundleReading> model = read(routes, regions);
        long withModel = UsedHeap.now();
        CompiledProvince compiled = CompiledProvince.compile(model, regions);
        try {
            print(routes, withModel - before, UsedHeap.now() - withModel);
        } finally {
            Reference.reachabilityFence(model);
            Reference.reachabilityFence(compiled);
        }
    }

    private static void print(int routes, long model, long index) {
        new Table("routes", "heap of the snapshot", "octets per route", "its model", "its index")
                .row(
                        String.format(Locale.ROOT, "%,d", routes),
                        String.format(Locale.ROOT, "%.1f MiB", (model + index) / 1048576.0),
                        perRoute(model + index, routes),
                        perRoute(model, routes),
                        perRoute(index, routes))
                .print();
    }

    private static List<BundleReading> read(int routes, RegionTree regions) {
        URI upstream = URI.create("http://127.0.0.1:9");
        return CompiledProvince.read(GeneratedProvince.of(routes, SEED, upstream, Audiences.MIXED), regions);
    }

    private static String perRoute(long octets, int routes) {
        return String.format(Locale.ROOT, "%,d", Math.round((double) octets / routes));
    }
}
