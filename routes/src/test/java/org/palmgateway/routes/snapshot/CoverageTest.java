package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.subscription.Grant;
import org.palmgateway.routes.subscription.Grant.Kind;
import org.palmgateway.routes.subscription.Subscriptions;

class CoverageTest {

    private static final String BUNDLE = """
            departments:
              - id: d
                name: { zh: 部门, en: Department }
                region: 330000
                upstreams: [{ id: main, url: "http://127.0.0.1:1" }]
            routes:
              - id: d.x
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /x }
                access: { audience: citizen, subscription: required }
              - id: d.y
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /y }
                access: { audience: citizen, subscription: required }
              - id: d.free
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /free }
                access: { audience: citizen }
            plans:
              - id: all
                name: { zh: 全部, en: All }
                quota: { permits: 100, window: 1m }
                departments: [d]
              - id: some
                name: { zh: 部分, en: Some }
                routes: [d.x]
            """;

    private final Snapshot snapshot = new SnapshotCompiler()
            .compile(
                    Snapshot.empty(Divisions.zhejiang()),
                    List.of(new BundleChange.Put(new BundleReader(Divisions.zhejiang()).read("o", "o.yaml", BUNDLE))));

    private CompiledRoute route(String id) {
        return snapshot.bundles().get("o").routes().get(id);
    }

    private Coverage coverage(String route, Grant... grants) {
        return snapshot.with(Subscriptions.of(Set.of(grants))).coverage(route(route), "iss", "app-a");
    }

    private static Grant grant(Kind kind, String item) {
        return new Grant("iss", "app-a", "o", kind, item);
    }

    @Test
    void aRouteThatAsksForNoneIsNobodysToSubscribeTo() {
        assertThat(coverage("d.free")).isEqualTo(new Coverage.NotAsked());
    }

    @Test
    void withoutASubscriptionItIsToldWhatWouldDo() {
        assertThat(coverage("d.x")).isEqualTo(new Coverage.Missing("o", List.of("all", "some")));
        assertThat(coverage("d.y", grant(Kind.PLAN, "some"))).isEqualTo(new Coverage.Missing("o", List.of("all")));
    }

    @Test
    void aPlanCoversItsRoutesWithinItsLimits() {
        Coverage coverage = coverage("d.y", grant(Kind.PLAN, "all"));

        assertThat(coverage).isInstanceOfSatisfying(Coverage.Covered.class, covered -> {
            assertThat(covered.by()).containsExactly("plan o/all");
            assertThat(covered.limits()).extracting(PlacedLimit::name).containsExactly("plan/o/all/quota");
        });
    }

    @Test
    void aSingleRouteIsCoveredWithoutAPlan() {
        assertThat(coverage("d.x", grant(Kind.ROUTE, "d.x"))).isInstanceOf(Coverage.Covered.class);
        assertThat(coverage("d.y", grant(Kind.ROUTE, "d.x"))).isInstanceOf(Coverage.Missing.class);
    }

    @Test
    void whatIsGrantedToOthersDoesNotCount() {
        assertThat(coverage("d.x", new Grant("iss", "app-b", "o", Kind.PLAN, "all")))
                .isInstanceOf(Coverage.Missing.class);
        assertThat(coverage("d.x", new Grant("other", "app-a", "o", Kind.PLAN, "all")))
                .isInstanceOf(Coverage.Missing.class);
        assertThat(coverage("d.x", new Grant("iss", "app-a", "p", Kind.PLAN, "all")))
                .isInstanceOf(Coverage.Missing.class);
    }

    @Test
    void limitsOfPlansAddUpWithAllOthers() {
        Snapshot subscribed = snapshot.with(Subscriptions.of(Set.of(grant(Kind.PLAN, "all"))));

        assertThat(subscribed.policy(route("d.x"), "iss", "app-a", 0).limits())
                .extracting(PlacedLimit::name)
                .contains("plan/o/all/quota");
        assertThat(subscribed.policy(route("d.free"), "iss", "app-a", 0).limits())
                .extracting(PlacedLimit::name)
                .doesNotContain("plan/o/all/quota");
    }

    @Test
    void subscriptionsOutliveTheNextBundle() {
        Snapshot subscribed = snapshot.with(Subscriptions.of(Set.of(grant(Kind.PLAN, "all"))));

        Snapshot next = new SnapshotCompiler().compile(subscribed, List.of());

        assertThat(next.coverage(route("d.x"), "iss", "app-a")).isInstanceOf(Coverage.Covered.class);
    }
}
