package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.policy.TestPolicies.override;
import static org.palmgateway.routes.policy.TestPolicies.policy;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.PolicyDifference.Value;

class PolicyDifferenceTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final Instant NOW = MovableClock.START;
    private static final Target PROVINCE = Target.region("330000");
    private static final String UNTIL = "\nreason: peak\nuntil: " + NOW.plus(Duration.ofHours(1)) + "\n";

    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final Snapshot bundles = compiler.compile(
            Snapshot.empty(REGIONS),
            List.of(put("a", bundle("a", "a.x", "/a/x", "a.y", "/a/y")), put("b", bundle("b", "b.x", "/b/x"))));

    @Test
    void nothingDiffersWhenNothingChanges() {
        PolicyBook book = PolicyBook.EMPTY.with(List.of(say(PROVINCE, "deadline: 5s")));

        assertThat(between(book, book)).isEmpty();
    }

    @Test
    void routesThatAChangeMeansTheSameForAreToldTogether() {
        assertThat(between(PolicyBook.EMPTY, with(PolicyBook.EMPTY, say(PROVINCE, "deadline: 5s"))))
                .containsExactly(new PolicyDifference(
                        3,
                        List.of("a.x", "a.y", "b.x"),
                        List.of(new Value("deadline", "24h of gateway (default)", "5s of region/330000 (version 1)"))));
    }

    @Test
    void aLimitThatComesAndOneThatGoesIsTold() {
        String limit = "limits: [{ id: l, permits: 5, window: 1m, per: [citizen] }]";
        PolicyBook before = with(PolicyBook.EMPTY, say(Target.department("b"), limit));
        PolicyBook after =
                with(before, new Change.OfPolicy(Target.department("b"), null), say(Target.route("a.y"), limit));
        String written =
                "{\"id\":\"l\",\"permits\":5,\"window\":\"1m\",\"burst\":5,\"per\":[\"citizen\"],\"mode\":\"enforce\"}";

        assertThat(between(before, after))
                .containsExactly(
                        new PolicyDifference(
                                1,
                                List.of("a.y"),
                                List.of(new Value("limit route/a.y/l", "", written + " of route/a.y (version 2)"))),
                        new PolicyDifference(
                                1,
                                List.of("b.x"),
                                List.of(new Value(
                                        "limit department/b/l", written + " of department/b (version 1)", ""))));
    }

    @Test
    void aValueThatOnlyANewVersionOfTheSamePlaceSaysIsNoDifference() {
        PolicyBook before = with(PolicyBook.EMPTY, say(PROVINCE, "{ deadline: 5s, priority: bulk }"));
        PolicyBook after = with(before, say(PROVINCE, "{ deadline: 4s, priority: bulk }"));

        assertThat(between(before, after))
                .singleElement()
                .satisfies(difference ->
                        assertThat(difference.values()).extracting(Value::name).containsExactly("deadline"));
    }

    @Test
    void theSameValueOfAnotherPlaceIsADifference() {
        PolicyBook before = with(PolicyBook.EMPTY, say(PROVINCE, "priority: bulk"));
        PolicyBook after = with(before, say(Target.route("a.x"), "priority: bulk"));

        assertThat(between(before, after))
                .containsExactly(new PolicyDifference(
                        1,
                        List.of("a.x"),
                        List.of(new Value(
                                "priority", "bulk of region/330000 (version 1)", "bulk of route/a.x (version 2)"))));
    }

    @Test
    void anOverrideForAShareIsToldForThatShareAlone() {
        PolicyBook after = with(
                PolicyBook.EMPTY,
                override("o-1", "kind: policy\ntarget: route/a.x\nshare: 10%\npolicy: { deadline: 1s }" + UNTIL));

        assertThat(between(PolicyBook.EMPTY, after))
                .containsExactly(new PolicyDifference(
                        1,
                        List.of("a.x"),
                        List.of(new Value(
                                "deadline for subjects of percentiles 0 to 9",
                                "24h of gateway (default)",
                                "1s of route/a.x (override o-1)"))));
    }

    @Test
    void anOverrideWhoseShareGrowsIsToldForThoseWhoComeToIt() {
        String text = "kind: policy\ntarget: route/a.x\nshare: %s\npolicy: { deadline: 1s }" + UNTIL;
        PolicyBook before = with(PolicyBook.EMPTY, override("o-1", text.formatted("10%")));
        PolicyBook after = with(before, override("o-1", text.formatted("100%")));

        assertThat(between(before, after).get(0).values())
                .extracting(Value::name)
                .containsExactly("deadline for subjects of percentiles 10 to 99");
    }

    @Test
    void anApplicationIsToldWithWhatIsSaidOfIt() {
        PolicyBook after = with(PolicyBook.EMPTY, say(Target.application("app"), "deadline: 5s"));

        assertThat(between(PolicyBook.EMPTY, after))
                .containsExactly(new PolicyDifference(
                        1,
                        List.of("application/app"),
                        List.of(new Value(
                                "deadline", "24h of gateway (default)", "5s of application/app (version 1)"))));
        assertThat(between(after, PolicyBook.EMPTY))
                .singleElement()
                .satisfies(difference -> assertThat(difference.values())
                        .extracting(Value::after)
                        .containsExactly("24h of gateway (default)"));
    }

    @Test
    void whatIsClosedOrForcedIsTold() {
        PolicyBook after = with(
                with(
                        PolicyBook.EMPTY,
                        override("o-1", "kind: maintenance\ntarget: department/a\ntext: { zh: 关, en: c }" + UNTIL)),
                override("o-2", "kind: breaker\ndepartment: b\nupstream: main\nstate: open" + UNTIL));

        assertThat(between(PolicyBook.EMPTY, after))
                .containsExactly(
                        new PolicyDifference(
                                2,
                                List.of("a.x", "a.y"),
                                List.of(new Value(
                                        "maintenance",
                                        "",
                                        "until 2026-11-24T09:00:00Z of department/a (override o-1)"))),
                        new PolicyDifference(1, List.of("b.x"), List.of(new Value("breaker main", "", "open"))));
    }

    @Test
    void onlyTheFirstRoutesAreNamed() {
        String[] routes = IntStream.range(0, 30)
                .boxed()
                .flatMap(i -> List.of("c.r" + i, "/c/" + i).stream())
                .toArray(String[]::new);
        Snapshot many = compiler.compile(Snapshot.empty(REGIONS), List.of(put("c", bundle("c", routes))));

        PolicyDifference difference = PolicyDifference.between(
                        many, compiler.compile(many, with(PolicyBook.EMPTY, say(PROVINCE, "deadline: 5s")), NOW))
                .get(0);

        assertThat(difference.count()).isEqualTo(30);
        assertThat(difference.of()).hasSize(20).isSorted().startsWith("c.r0", "c.r1", "c.r10");
    }

    private List<PolicyDifference> between(PolicyBook before, PolicyBook after) {
        return PolicyDifference.between(compiler.compile(bundles, before, NOW), compiler.compile(bundles, after, NOW));
    }

    private static Change say(Target target, String yaml) {
        return new Change.OfPolicy(target, policy(target.kind(), yaml));
    }

    private static PolicyBook with(PolicyBook book, Change... changes) {
        return book.with(List.of(changes));
    }

    private static PolicyBook with(PolicyBook book, TrafficOverride override) {
        return with(book, new Change.OfOverride(override.terms().id(), override));
    }

    private static BundleChange put(String owner, String text) {
        return new BundleChange.Put(new BundleReader(REGIONS).read(owner, owner + ".yaml", text));
    }
}
