package org.palmgateway.bench.cache;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.bench.province.CompiledProvince;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Trace;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * Three routes of a department: what {@code /public} answers is kept for everyone, what {@code /user} answers for each caller alone, and
 * what {@code /uncached} answers not at all. The department learns the caller's name.
 */
final class SampleRoutes {

    private static final RegionTree REGIONS = Divisions.zhejiang();

    private static final int FEW_ROLES = 2;
    private static final int MANY_ROLES = 30;

    private static final String BUNDLE = """
            departments:
              - id: affairs
                name: { zh: 政务, en: Affairs }
                region: 330000
                claims: [name]
                upstreams: [{ id: main, url: "http://127.0.0.1:9" }]
            routes:
              - { id: affairs.public, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/public/{id}" }, access: { audience: public }, cache: { audience: public } }
              - { id: affairs.user, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/user/{id}" }, access: { audience: citizen }, cache: { audience: user } }
              - { id: affairs.uncached, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: "/uncached/{id}" }, access: { audience: public } }
            """;

    private final Snapshot snapshot = CompiledProvince.compile(
                    List.of(new BundleReader(REGIONS).read("affairs", "affairs.yaml", BUNDLE)), REGIONS)
            .snapshot();

    /** Returns the request for what is kept for everyone under a number. */
    Asked ofEveryone(int number) {
        return asked("/public/vehicle-" + number, null);
    }

    /** Returns a citizen's request for what is the citizen's own. */
    Asked ofCitizen(int number) {
        return ofCitizen(number, FEW_ROLES);
    }

    /** Returns the same for one who has many roles. */
    Asked ofCitizenWithManyRoles(int number) {
        return ofCitizen(number, MANY_ROLES);
    }

    private Asked ofCitizen(int number, int roles) {
        return asked("/user/vehicles", Citizens.citizen(number, roles));
    }

    /** Returns the request for what is not kept. */
    Asked ofNobody(int number) {
        return asked("/uncached/vehicle-" + number, null);
    }

    private Asked asked(String path, @Nullable Principal principal) {
        NormalPath normal = normal(path);
        RegionChain chain = REGIONS.chain("330100").orElseThrow();
        Match match = snapshot.index().find("GET", normal, chain);
        if (!(match instanceof Match.Hit hit)) {
            throw new IllegalArgumentException("path: " + path + " (expected: one with a route)");
        }
        Facts facts = Facts.of(
                        "01J0000000000000000000000", Trace.from(List.of()), snapshot, System.nanoTime(), "192.0.2.1")
                .withMatch(normal, chain, hit)
                .withPolicy(snapshot.policies().of(hit.route(), "palm-mobile", 0));
        return new Asked(
                URI.create("http://127.0.0.1:8080" + path), principal == null ? facts : facts.withPrincipal(principal));
    }

    private static NormalPath normal(String path) {
        try {
            return NormalPath.of(path);
        } catch (MalformedPath e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
