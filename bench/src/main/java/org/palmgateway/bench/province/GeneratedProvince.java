package org.palmgateway.bench.province;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.Region;
import org.palmgateway.routes.region.RegionTree;

/**
 * A made-up province that is shaped like a real one.
 *
 * <p>1,278 applications are spread over the 102 regions of Zhejiang, each an affair of its region with a bundle of its own. A
 * part of its routes lies on the paths that the same affair has in every region, so that the region decides which of them
 * answers; the rest bears the region's code in the path. Paths have 2 to 6 segments. Fewer than about 6,000 routes make fewer
 * applications, so that each has some.
 *
 * @param bundles one bundle for each application
 */
public record GeneratedProvince(List<GeneratedBundle> bundles) {

    /** The number of applications that a real province has brought together. */
    public static final int APPLICATIONS = 1278;

    private static final int FEWEST_ROUTES = 5;

    /** Copies the bundles. */
    public GeneratedProvince {
        bundles = List.copyOf(bundles);
    }

    /**
     * Makes a province up.
     *
     * @param routes the number of its routes, at least 1
     * @param seed the same seed makes the same province
     * @param upstream base URL of every department's upstream
     * @param audiences for whom the routes are
     * @return the province
     * @throws IllegalArgumentException when there is no route
     */
    public static GeneratedProvince of(int routes, long seed, URI upstream, Audiences audiences) {
        if (routes < 1) {
            throw new IllegalArgumentException("routes: " + routes + " (expected: a whole number >= 1)");
        }
        int applications = Math.max(1, Math.min(APPLICATIONS, routes / FEWEST_ROUTES));
        Random random = new Random(seed);
        List<ApplicationPlan> plans = plans(applications, random);
        List<GeneratedBundle> bundles = new ArrayList<>();
        for (int i = 0; i < applications; i++) {
            int share = routes / applications + (i < routes % applications ? 1 : 0);
            bundles.add(plans.get(i).bundle(share, upstream, audiences, random));
        }
        return new GeneratedProvince(bundles);
    }

    private static List<ApplicationPlan> plans(int applications, Random random) {
        List<Region> regions = regions(Divisions.zhejiang());
        List<Affair> affairs = Affair.all();
        List<List<Affair>> orders = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            List<Affair> order = new ArrayList<>(affairs);
            Collections.shuffle(order, random);
            orders.add(order);
        }
        List<ApplicationPlan> plans = new ArrayList<>();
        for (int i = 0; i < applications; i++) {
            int region = i % regions.size();
            Affair affair = orders.get(region).get(i / regions.size());
            plans.add(new ApplicationPlan(affair, affairs.indexOf(affair), regions.get(region)));
        }
        return plans;
    }

    private static List<Region> regions(RegionTree tree) {
        List<Region> regions = IntStream.range(100_000, 1_000_000)
                .mapToObj(code -> tree.region(Integer.toString(code)))
                .flatMap(Optional::stream)
                .toList();
        if (regions.size() != tree.size()) {
            throw new IllegalStateException("regions: " + regions.size() + " (expected: " + tree.size() + ")");
        }
        return regions;
    }

    /** Returns the number of routes. */
    public int size() {
        return bundles.stream().mapToInt(bundle -> bundle.routes().size()).sum();
    }

    /**
     * Writes every bundle into a directory.
     *
     * @param directory where to; made when missing
     * @throws IOException when a bundle cannot be written
     */
    public void write(Path directory) throws IOException {
        Files.createDirectories(directory);
        for (GeneratedBundle bundle : bundles) {
            Files.writeString(directory.resolve(bundle.file()), bundle.yaml());
        }
    }
}
