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
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

/** Weights that are larger than bursts, from the side of bundles and from that of policies. */
class UnmeetableTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final Instant NOW = MovableClock.START;
    private static final Target PROVINCE = Target.region("330000");
    private static final String BURST_5 = "limits: [{ id: l, permits: 5, window: 1m, per: [citizen] }]";
    private static final String HEAVY = outspoken("a", "{}", "330106", "{ weight: 10 }");

    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final List<Change> said = new ArrayList<>();

    @Test
    void aBundleWhoseRouteIsTooHeavyIsQuarantined() {
        say(PROVINCE, BURST_5);

        Snapshot after = load(snapshot(), HEAVY);

        assertThat(after.bundles()).isEmpty();
        assertThat(after.quarantined().get("a").problems())
                .singleElement()
                .hasToString("a.yaml:8: a.x.policy.weight: 10 (expected: at most 5, the burst of limit region/330000/l"
                        + " of region/330000 (version 1))");
    }

    @Test
    void aWeightOfExactlyTheBurstIsFine() {
        say(PROVINCE, BURST_5);

        assertThat(load(snapshot(), HEAVY.replace("weight: 10", "weight: 5")).quarantined())
                .isEmpty();
    }

    @Test
    void aLimitInShadowKeepsNobodyOut() {
        say(PROVINCE, BURST_5.replace("[citizen]", "[citizen], mode: shadow"));

        assertThat(load(snapshot(), HEAVY).quarantined()).isEmpty();
    }

    @Test
    void aBundleThatIsTooHeavyByItselfIsQuarantined() {
        assertThat(load(snapshot(), outspoken("a", "{ " + BURST_5 + " }", "330106", "{ weight: 6 }"))
                        .quarantined())
                .containsOnlyKeys("a");
    }

    @Test
    void aBundleWhoseRouteOperatorsMadeHeavyIsQuarantinedForATooSmallLimit() {
        Snapshot plain = load(snapshot(), bundle("a", "a.x", "/a"));
        say(Target.route("a.x"), "weight: 10");

        Snapshot after =
                load(compiler.compile(plain, book(), NOW), outspoken("a", "{ " + BURST_5 + " }", "330000", "{}"));

        assertThat(after.quarantined()).containsOnlyKeys("a");
        assertThat(after.bundles()).as("the last good one").containsOnlyKeys("a");
    }

    @Test
    void aBundleThatWillBeTooHeavyWhenAnOverrideBeginsIsQuarantined() {
        say("o-1", "target: region/330000", "from: " + NOW.plusSeconds(60), "policy: { " + BURST_5 + " }");

        assertThat(load(snapshot(), HEAVY).quarantined()).containsOnlyKeys("a");
    }

    @Test
    void aBundleThatWillBeTooHeavyWhenAnOverrideEndsIsQuarantined() {
        say(PROVINCE, BURST_5);
        say("o-1", "target: region/330000", "policy: { " + BURST_5.replace("permits: 5", "permits: 50") + " }");

        assertThat(load(snapshot(), HEAVY).quarantined()).containsOnlyKeys("a");
    }

    @Test
    void aLimitOfAnApplicationCountsAsWell() {
        say(Target.application("app"), BURST_5);

        assertThat(load(snapshot(), HEAVY).quarantined()).containsOnlyKeys("a");
    }

    @Test
    void aPolicyWhoseBurstIsTooSmallIsNamed() {
        Snapshot live = load(snapshot(), HEAVY);
        say(PROVINCE, BURST_5);

        assertThat(unmeetable(live))
                .singleElement()
                .hasToString("region/330000 (version 1): limits.l.burst: 5 (expected: at least 10, the weight of route"
                        + " a.x)");
    }

    @Test
    void aWeightThatIsTooLargeIsNamed() {
        say(PROVINCE, BURST_5);
        Snapshot live = load(snapshot(), bundle("a", "a.x", "/a"));
        said.clear();
        said.add(new Change.OfPolicy(Target.route("a.x"), policy(Target.Kind.ROUTE, "weight: 10")));

        assertThat(compiler.unmeetable(live, live.policies().book().with(said), NOW))
                .singleElement()
                .hasToString("route/a.x (version 2): weight: 10 (expected: at most 5, the burst of limit"
                        + " region/330000/l of region/330000 (version 1))");
    }

    @Test
    void aWeightOfAnOverrideThatIsTooLargeIsNamed() {
        say(PROVINCE, BURST_5);
        Snapshot live = load(snapshot(), bundle("a", "a.x", "/a"));
        say("o-1", "target: route/a.x", "from: " + NOW.plusSeconds(60), "share: 1%", "policy: { weight: 10 }");

        assertThat(unmeetable(live)).singleElement().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("route/a.x (override o-1)");
            assertThat(problem.field()).isEqualTo("weight");
        });
    }

    @Test
    void ofSeveralRoutesTheHeaviestIsNamed() {
        Snapshot live = load(load(snapshot(), HEAVY), "b", outspoken("b", "{}", "330106", "{ weight: 20 }"));
        say(PROVINCE, BURST_5);

        assertThat(unmeetable(live))
                .singleElement()
                .satisfies(problem -> assertThat(problem.expected()).isEqualTo("at least 20, the weight of route b.x"));
    }

    @Test
    void whatIsUnmeetableAlreadyStandsInNobodysWay() {
        Snapshot live = load(snapshot(), HEAVY);
        say(PROVINCE, BURST_5);
        Snapshot bad = compiler.compile(live, book(), NOW);
        said.clear();
        said.add(new Change.OfPolicy(Target.region("330100"), policy(Target.Kind.REGION, "deadline: 5s")));

        assertThat(compiler.unmeetable(bad, bad.policies().book().with(said), NOW))
                .isEmpty();
    }

    @Test
    void whatIsMetIsNoProblem() {
        Snapshot live = load(snapshot(), HEAVY);
        say(PROVINCE, BURST_5.replace("permits: 5", "permits: 10"));
        say(Target.region("330200"), BURST_5);

        assertThat(unmeetable(live)).isEmpty();
    }

    private List<DocumentProblem> unmeetable(Snapshot live) {
        return compiler.unmeetable(live, book(), NOW);
    }

    private void say(Target target, String yaml) {
        said.add(new Change.OfPolicy(target, policy(target.kind(), yaml)));
    }

    private void say(String id, String... lines) {
        String until = "\nkind: policy\nreason: peak\nuntil: " + NOW.plus(Duration.ofHours(1));
        TrafficOverride override = override(id, String.join("\n", lines) + until);
        said.add(new Change.OfOverride(id, override));
    }

    private PolicyBook book() {
        return PolicyBook.EMPTY.with(said);
    }

    private Snapshot snapshot() {
        return compiler.compile(Snapshot.empty(REGIONS), book(), NOW);
    }

    private Snapshot load(Snapshot last, String text) {
        return load(last, "a", text);
    }

    private Snapshot load(Snapshot last, String owner, String text) {
        return compiler.compile(
                last, List.of(new BundleChange.Put(new BundleReader(REGIONS).read(owner, owner + ".yaml", text))));
    }
}
