package org.palmgateway.bench.province;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The bundle of one made-up application.
 *
 * @param owner name of the bundle, id of its department and first part of its routes' ids
 * @param zh the department's Chinese name
 * @param en the department's English name
 * @param region GB/T 2260 code of where the department sits
 * @param upstream base URL of its one upstream
 * @param routes its routes, at least one
 */
public record GeneratedBundle(
        String owner, String zh, String en, String region, URI upstream, List<GeneratedRoute> routes) {

    /** Copies the routes. */
    public GeneratedBundle {
        routes = List.copyOf(routes);
    }

    /** Returns the name of the file that it belongs in. */
    public String file() {
        return owner + ".yaml";
    }

    /** Returns the text of the bundle. */
    public String yaml() {
        StringBuilder text = new StringBuilder("""
                departments:
                  - id: %s
                    name: { zh: %s, en: %s }
                    region: %s
                    upstreams:
                      - id: main
                        url: %s
                routes:
                """.formatted(owner, zh, en, region, upstream));
        routes.forEach(route -> text.append(route.yaml()));
        return text.toString();
    }

    /**
     * Returns this bundle with one more public route.
     *
     * @param name last segment of the route's path, unique in the bundle
     * @return the changed bundle; the new route answers GET and is its last
     */
    public GeneratedBundle with(String name) {
        List<GeneratedRoute> more = new ArrayList<>(routes);
        more.add(new GeneratedRoute(
                owner + "." + name, List.of("GET"), "/" + owner + "/" + name, region, "{ audience: public }"));
        return new GeneratedBundle(owner, zh, en, region, upstream, more);
    }
}
