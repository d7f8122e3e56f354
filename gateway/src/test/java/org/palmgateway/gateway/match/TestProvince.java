package org.palmgateway.gateway.match;

import java.util.ArrayList;
import java.util.List;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Trace;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/** A small province: insurance by province and city, marriages by two counties. */
public final class TestProvince {

    private static final String PROVINCE_INSURANCE = """
            departments:
              - id: zj-insurance
                name: { zh: 省社保, en: Insurance of the province }
                region: 330000
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/zj-insurance" }]
            routes:
              - id: zj-insurance.records
                name: { zh: 缴费记录, en: Records }
                match: { methods: [GET], path: "/insurance/records" }
                access: { audience: citizen, scopes: [insurance.read] }
              - id: zj-insurance.guide
                name: { zh: 指南, en: Guide }
                match: { methods: [GET], path: "/guides/{guide}" }
                access: { audience: public }
                upstream: { path: "/g/{guide}/text" }
                cache: { audience: public }
              - id: zj-insurance.cases
                name: { zh: 待办, en: Cases }
                match: { methods: [GET], path: "/office/cases" }
                access: { audience: official, scopes: [cases.read], roles: [case-worker, chief] }
              - id: zj-insurance.files
                name: { zh: 文件, en: Files }
                match: { methods: [GET], path: "/files/{*file}" }
                access: { audience: public }
            """;

    private static final String CITY_INSURANCE = """
            departments:
              - id: hz-insurance
                name: { zh: 市社保, en: Insurance of the city }
                region: 330100
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/hz-insurance/" }]
            routes:
              - id: hz-insurance.records
                name: { zh: 缴费记录, en: Records }
                match: { methods: [GET], path: "/insurance/records" }
                access: { audience: citizen, scopes: [insurance.read] }
              - id: hz-insurance.pay
                name: { zh: 缴费, en: Pay }
                match: { methods: [POST, PUT], path: "/insurance/bills/{bill}/payments" }
                access: { audience: citizen, scopes: [insurance.write] }
            """;

    private TestProvince() {}

    public static Snapshot snapshot() {
        return snapshot(
                "zj-insurance",
                PROVINCE_INSURANCE,
                "hz-insurance",
                CITY_INSURANCE,
                "hz-xihu",
                marriages("hz-xihu", "330106"),
                "nb-yinzhou",
                marriages("nb-yinzhou", "330212"));
    }

    /** A snapshot of sound bundles, given as owner, text, owner, text. */
    public static Snapshot snapshot(String... bundles) {
        RegionTree regions = Divisions.zhejiang();
        BundleReader reader = new BundleReader(regions);
        List<BundleChange> changes = new ArrayList<>();
        for (int i = 0; i < bundles.length; i += 2) {
            BundleReading reading = reader.read(bundles[i], bundles[i] + ".yaml", bundles[i + 1]);
            if (reading instanceof BundleReading.Broken broken) {
                throw new IllegalArgumentException(broken.problems().toString());
            }
            changes.add(new BundleChange.Put(reading));
        }
        Snapshot snapshot = new SnapshotCompiler().compile(Snapshot.empty(regions), changes);
        if (!snapshot.quarantined().isEmpty()) {
            throw new IllegalArgumentException(snapshot.quarantined().toString());
        }
        return snapshot;
    }

    /** The facts of a request at its start. */
    public static Facts facts(Snapshot snapshot) {
        return Facts.of("r-1", Trace.from(List.of()), snapshot, System.nanoTime(), "192.0.2.1");
    }

    /** The facts of a request that hits a route of the province. */
    public static Facts matched(Snapshot snapshot, String method, String path, String... region) {
        RouteChoice choice = RouteChoice.of(snapshot, method, path, List.of(region));
        if (choice instanceof RouteChoice.Found found) {
            return facts(snapshot).withMatch(found.path(), found.regions(), found.hit());
        }
        throw new IllegalArgumentException(choice.toString());
    }

    private static String marriages(String department, String region) {
        return """
                departments:
                  - id: %1$s
                    name: { zh: 民政局, en: Civil affairs }
                    region: %2$s
                    upstreams: [{ id: main, url: "http://127.0.0.1:9100/%1$s" }]
                routes:
                  - id: %1$s.slots
                    name: { zh: 时段, en: Slots }
                    match: { methods: [GET], path: "/marriage/slots" }
                    access: { audience: public }
                """.formatted(department, region);
    }
}
