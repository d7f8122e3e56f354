package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.policy.Limit.Mode;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target.Kind;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

class InheritanceProperties {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final List<Target> BELOW = List.of(
            Target.region("330100"), Target.region("330106"), Target.department("fund"), Target.route("fund.balance"));

    @Provide
    Arbitrary<Policy> provincial() {
        return PolicyArbitraries.policies(Kind.REGION);
    }

    @Provide
    Arbitrary<Policy> ofDepartment() {
        return PolicyArbitraries.policies(Kind.DEPARTMENT);
    }

    @Provide
    Arbitrary<Policy> ofRoute() {
        return PolicyArbitraries.policies(Kind.ROUTE);
    }

    /** What places below the province may say, as policies and as overrides for some share. */
    @Provide
    Arbitrary<List<Change>> below() {
        Arbitrary<Change> change = Arbitraries.of(BELOW)
                .flatMap(target -> Combinators.combine(
                                PolicyArbitraries.policies(target.kind()),
                                Arbitraries.integers().between(1, 100),
                                Arbitraries.integers().between(0, 9))
                        .as((policy, share, id) -> id < 5
                                ? new Change.OfPolicy(target, policy)
                                : new Change.OfOverride(
                                        "o-" + id, TestPolicies.override("o-" + id, target, policy, share))));
        return change.list().ofMaxSize(6);
    }

    @Property(tries = 200)
    void nobodyBelowTheProvinceLetsMorePass(
            @ForAll("provincial") Policy provincial,
            @ForAll("ofDepartment") Policy departmentBundle,
            @ForAll("ofRoute") Policy routeBundle,
            @ForAll("below") List<Change> below,
            @ForAll @IntRange(min = 0, max = 99) int percentile) {
        List<Change> changes = new ArrayList<>(below);
        changes.add(new Change.OfPolicy(Target.region("330000"), provincial));
        PolicyBook book = PolicyBook.EMPTY.with(changes);

        EffectivePolicy effective = new Inheritances(book, REGIONS, MovableClock.START)
                .of(new Place(
                        "330100",
                        Layer.ofBundle(Target.department("fund"), departmentBundle, "a.yaml:1"),
                        "330106",
                        Layer.ofBundle(Target.route("fund.balance"), routeBundle, "a.yaml:9")))
                .at(percentile);

        for (Limit limit : provincial.limits()) {
            if (limit.mode() == Mode.ENFORCE) {
                assertThat(effective.limits()).anySatisfy(placed -> {
                    assertThat(placed.limit()).isEqualTo(limit);
                    assertThat(placed.target()).isEqualTo(Target.region("330000"));
                });
            }
        }
        assertThat(effective.limits()).extracting(PlacedLimit::name).doesNotHaveDuplicates();
        Duration deadline = provincial.settings().get(Setting.DEADLINE);
        if (deadline != null) {
            assertThat(effective.deadline()).isLessThanOrEqualTo(deadline);
        }
    }

    @Property(tries = 100)
    void everyShareIsAnsweredAsThoughItWereAskedAlone(
            @ForAll("below") List<Change> below, @ForAll @IntRange(min = 0, max = 99) int percentile) {
        PolicyBook book = PolicyBook.EMPTY.with(below);
        Place place = new Place(
                "330100",
                Layer.ofBundle(Target.department("fund"), Policy.NONE, "a.yaml:1"),
                "330106",
                Layer.ofBundle(Target.route("fund.balance"), Policy.NONE, "a.yaml:9"));

        EffectivePolicy together =
                new Inheritances(book, REGIONS, MovableClock.START).of(place).at(percentile);

        EffectivePolicy alone = new Inheritance(book, REGIONS, MovableClock.START, percentile)
                .of(place)
                .effective();
        assertThat(together).usingRecursiveComparison().isEqualTo(alone);
    }
}
