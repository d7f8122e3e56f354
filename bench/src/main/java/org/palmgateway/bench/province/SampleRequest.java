package org.palmgateway.bench.province;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;

/**
 * A request that a made-up province could get.
 *
 * @param method the method
 * @param path the path as a caller would send it
 * @param region the value of {@code Palm-Region}
 */
public record SampleRequest(String method, String path, String region) {

    private static final Pattern REST = Pattern.compile("\\{\\*[^}]*}");
    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]*}");

    /**
     * Draws requests that each have a route.
     *
     * @param province whose routes to call, all equally likely
     * @param count how many to draw
     * @param random decides which
     * @return the requests, in no order
     */
    public static List<SampleRequest> hits(GeneratedProvince province, int count, Random random) {
        List<GeneratedRoute> routes =
                province.bundles().stream().flatMap(b -> b.routes().stream()).toList();
        List<SampleRequest> requests = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            requests.add(hit(routes.get(random.nextInt(routes.size())), random));
        }
        return requests;
    }

    private static SampleRequest hit(GeneratedRoute route, Random random) {
        String method = route.methods().get(random.nextInt(route.methods().size()));
        String rest = REST.matcher(route.path()).replaceAll("2026/" + number(random) + "/scan.pdf");
        String path = VARIABLE.matcher(rest).replaceAll(found -> number(random));
        return new SampleRequest(method, path, route.region());
    }

    private static String number(Random random) {
        return Integer.toString(random.nextInt(1_000_000_000));
    }

    /**
     * Returns the same request gone wrong, so that no route has its path.
     *
     * @param random decides whether it is wrong in the first segment or only in the last
     * @return the request that misses
     */
    public SampleRequest missing(Random random) {
        String wrong = random.nextBoolean() ? "/unknown" + path : path + "/1/2/3/4/unknown";
        return path.contains("/files/")
                ? new SampleRequest(method, "/unknown" + path, region)
                : new SampleRequest(method, wrong, region);
    }
}
