package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.policy.TestPolicies.override;
import static org.palmgateway.routes.policy.TestPolicies.policy;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;
import static org.palmgateway.routes.snapshot.TestBundles.outspoken;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.AppliedPolicy;
import org.palmgateway.routes.policy.PlacedLimit;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Priority;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

class TrafficPoliciesTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final Instant NOW = MovableClock.START;
    private static final Instant UNTIL = NOW.plus(Duration.ofHours(1));

    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final Snapshot bundles = compiler.compile(
            Snapshot.empty(REGIONS),
            List.of(
                    put("a", bundle("a", "a.x", "/a/x", "a.y", "/a/y", "a.z", "/a/z")),
                    put("b", outspoken("b", "{ priority: bulk }", "330106", "{ weight: 3 }"))));
    private final List<Change> said = new ArrayList<>();

    @Test
    void routesOfWhichNothingIsSaidShareOnePolicy() {
        say(Target.route("a.z"), "deadline: 1s");

        TrafficPolicies policies = compile().policies();

        assertThat(policies.of(route("a.x"))).isSameAs(policies.of(route("a.y")));
        assertThat(policies.of(route("a.z"))).isNotSameAs(policies.of(route("a.y")));
        assertThat(policies.of(route("a.z")).at(0).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policies.of(route("a.y")).at(0).deadline()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void compiledRoutesIndexAndQuarantineStayTheSameOverAChangeOfPolicies() {
        say(Target.region("330000"), "deadline: 1s");

        Snapshot after = compile();

        assertThat(after.revision()).isEqualTo(bundles.revision() + 1);
        assertThat(after.index()).isSameAs(bundles.index());
        assertThat(after.bundles().get("a")).isSameAs(bundles.bundles().get("a"));
        assertThat(route(after, "a.x")).isSameAs(route("a.x"));
        assertThat(after.policies().of(route("a.x")).at(0).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(bundles.policies().of(route("a.x")).at(0).deadline())
                .as("the snapshot that requests still use")
                .isEqualTo(Duration.ofDays(1));
    }

    @Test
    void policiesOutliveAChangeOfBundles() {
        say(Target.region("330000"), "deadline: 1s");
        say(Target.route("c.x"), "deadline: 500ms");

        Snapshot after = compiler.compile(compile(), List.of(put("c", bundle("c", "c.x", "/c/x", "c.y", "/c/y"))));

        assertThat(after.policies().of(route(after, "c.y")).at(0).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(after.policies().of(route(after, "c.x")).at(0).deadline()).isEqualTo(Duration.ofMillis(500));
        assertThat(after.policies().at()).isEqualTo(NOW);
    }

    @Test
    void whatBundlesSayIsInTheirRoutesPoliciesWithItsOrigin() {
        var policy = compile().policies().of(route("b.x")).at(0);

        assertThat(policy.weight()).isEqualTo(3);
        assertThat(policy.source(Setting.WEIGHT)).hasToString("route/b.x (bundle b.yaml:8)");
        assertThat(policy.priority()).isEqualTo(Priority.BULK);
        assertThat(policy.source(Setting.PRIORITY)).hasToString("department/b (bundle b.yaml:2)");
    }

    @Test
    void anApplicationsPolicyAppliesToItsRequestsAlone() {
        say(Target.application("app"), """
                limits: [{ id: a, permits: 5, window: 1s, per: [application] }]
                deadline: 2s
                """);
        say(Target.region("330000"), "limits: [{ id: p, permits: 9, window: 1s, per: [address] }]");

        TrafficPolicies policies = compile().policies();
        AppliedPolicy ofApp = policies.of(route("a.x"), "app", 0);
        AppliedPolicy ofOther = policies.of(route("a.x"), "other", 0);
        AppliedPolicy ofNobody = policies.of(route("a.x"), "", 0);

        assertThat(ofApp.limits())
                .extracting(PlacedLimit::name)
                .containsExactly("region/330000/p", "application/app/a");
        assertThat(ofApp.deadline()).isEqualTo(Duration.ofSeconds(2));
        assertThat(ofOther.limits()).extracting(PlacedLimit::name).containsExactly("region/330000/p");
        assertThat(ofNobody).isEqualTo(ofOther);
    }

    @Test
    void anOverrideOfAnApplicationMayBeForAShareOfItsSubjects() {
        say("o-1", "kind: policy", "target: application/app", "share: 25%", "policy: { priority: critical }");

        TrafficPolicies policies = compile().policies();

        assertThat(policies.of(route("a.x"), "app", 24).priority()).isEqualTo(Priority.CRITICAL);
        assertThat(policies.of(route("a.x"), "app", 25).priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void aClosedDepartmentClosesItsRoutesForAWindow() {
        TrafficOverride closed = say("o-1", "kind: maintenance", "target: department/a", "text: { zh: 关, en: closed }");

        TrafficPolicies policies = compile().policies();

        assertThat(policies.maintenance(route("a.x"), NOW)).hasValue((TrafficOverride.Maintenance) closed);
        assertThat(policies.maintenance(route("a.y"), UNTIL.minusNanos(1))).isPresent();
        assertThat(policies.maintenance(route("a.y"), UNTIL)).isEmpty();
        assertThat(policies.maintenance(route("b.x"), NOW)).isEmpty();
    }

    @Test
    void aWindowToComeOpensAndClosesToTheMomentWithoutANewSnapshot() {
        String from = "from: " + NOW.plusSeconds(60);
        say("o-1", "kind: maintenance", "target: route/a.x", from, "text: { zh: 关, en: closed }");

        TrafficPolicies policies = compile().policies();

        assertThat(policies.maintenance(route("a.x"), NOW)).isEmpty();
        assertThat(policies.maintenance(route("a.x"), NOW.plusSeconds(60))).isPresent();
        assertThat(policies.maintenance(route("a.y"), NOW.plusSeconds(60))).isEmpty();
    }

    @Test
    void ofTwoWindowsTheOneThatEndsLastIsTold() {
        say("o-1", "kind: maintenance", "target: route/a.x", "text: { zh: 短, en: short }");
        TrafficOverride department = override("o-2", """
                kind: maintenance
                target: department/a
                reason: upgrade
                until: %s
                text: { zh: 长, en: long }
                """.formatted(UNTIL.plusSeconds(1)));
        said.add(new Change.OfOverride("o-2", department));

        TrafficPolicies policies = compile().policies();

        assertThat(policies.maintenance(route("a.x"), NOW)).hasValue((TrafficOverride.Maintenance) department);
    }

    @Test
    void aForcedBreakerIsForcedWhileItsOverrideHolds() {
        say("o-1", "kind: breaker", "department: a", "upstream: main", "state: open");
        say("o-2", "kind: breaker", "department: b", "upstream: main", "state: closed");

        TrafficPolicies policies = compile().policies();
        TrafficPolicies later = compiler.compile(bundles, book(), UNTIL).policies();

        assertThat(policies.forcedOpen("a", "main")).isTrue();
        assertThat(policies.forcedOpen("b", "main")).isFalse();
        assertThat(policies.forcedOpen("a", "spare")).isNull();
        assertThat(policies.forcedOpen("c", "main")).isNull();
        assertThat(later.forcedOpen("a", "main")).isNull();
        assertThat(later.forcedOpen("b", "main")).isNull();
    }

    private void say(Target target, String yaml) {
        said.add(new Change.OfPolicy(target, policy(target.kind(), yaml)));
    }

    private TrafficOverride say(String id, String... lines) {
        TrafficOverride override = override(id, String.join("\n", lines) + "\nreason: peak\nuntil: " + UNTIL);
        said.add(new Change.OfOverride(id, override));
        return override;
    }

    private PolicyBook book() {
        return PolicyBook.EMPTY.with(said);
    }

    private Snapshot compile() {
        return compiler.compile(bundles, book(), NOW);
    }

    private CompiledRoute route(String id) {
        return route(bundles, id);
    }

    private static CompiledRoute route(Snapshot snapshot, String id) {
        return snapshot.bundles().values().stream()
                .map(bundle -> bundle.routes().get(id))
                .filter(Objects::nonNull)
                .findAny()
                .orElseThrow();
    }

    private static BundleChange put(String owner, String text) {
        return new BundleChange.Put(new BundleReader(REGIONS).read(owner, owner + ".yaml", text));
    }
}
