package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.policy.TestPolicies.limit;
import static org.palmgateway.routes.policy.TestPolicies.limits;
import static org.palmgateway.routes.policy.TestPolicies.override;
import static org.palmgateway.routes.policy.TestPolicies.setting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.region.Divisions;

class RoutePolicyTest {

    private static final Target PROVINCE = Target.region("330000");
    private static final Target CITY = Target.region("330100");

    @Test
    void withoutASharedOverrideAllAreTreatedAlike() {
        RoutePolicy policy = of("330106", override("o-1", CITY, setting(Setting.PRIORITY, Priority.BULK), 100));

        assertThat(policy.isUniform()).isTrue();
        assertThat(policy.all()).hasSize(1);
        assertThat(policy.forMost()).isSameAs(policy.at(99)).isSameAs(policy.at(0));
        assertThat(policy.forMost().priority()).isEqualTo(Priority.BULK);
    }

    @Test
    void anOverrideHoldsForItsShareAndNobodyElse() {
        RoutePolicy policy = of("330106", override("o-1", CITY, setting(Setting.PRIORITY, Priority.BULK), 10));

        assertThat(policy.isUniform()).isFalse();
        assertThat(policy.upTo(0)).isEqualTo(10);
        for (int percentile = 0; percentile < 100; percentile++) {
            assertThat(policy.at(percentile).priority()).isEqualTo(percentile < 10 ? Priority.BULK : Priority.NORMAL);
        }
        assertThat(policy.forMost().priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void theSmallestAndTheLargestShareReachOneInAHundredAndAllButOne() {
        RoutePolicy policy = of(
                "330106",
                override("o-1", CITY, setting(Setting.PRIORITY, Priority.BULK), 1),
                override("o-2", CITY, setting(Setting.DEADLINE, Duration.ofSeconds(1)), 99));

        assertThat(policy.at(0).priority()).isEqualTo(Priority.BULK);
        assertThat(policy.at(1).priority()).isEqualTo(Priority.NORMAL);
        assertThat(policy.at(98).deadline()).isEqualTo(Duration.ofSeconds(1));
        assertThat(policy.at(99).deadline()).isEqualTo(Duration.ofDays(1));
    }

    @Test
    void theSubjectsOfASmallerShareAreAmongThoseOfALargerOne() {
        RoutePolicy policy = of(
                "330106",
                override("o-1", PROVINCE, limits(limit("a", 1, Duration.ofSeconds(1))), 30),
                override("o-2", CITY, setting(Setting.PRIORITY, Priority.BULK), 10));

        assertThat(policy.all()).hasSize(3);
        assertThat(policy.at(9).priority()).isEqualTo(Priority.BULK);
        assertThat(policy.at(9).limits()).hasSize(1);
        assertThat(policy.at(10).priority()).isEqualTo(Priority.NORMAL);
        assertThat(policy.at(10).limits()).hasSize(1);
        assertThat(policy.at(30).limits()).isEmpty();
    }

    @Test
    void aShareElsewhereTellsNobodyApartHere() {
        RoutePolicy policy = of("330200", override("o-1", CITY, setting(Setting.PRIORITY, Priority.BULK), 10));

        assertThat(policy.isUniform()).isTrue();
    }

    @Test
    void aShareOfAnOverrideToComeTellsNobodyApartYet() {
        TrafficOverride later = new TrafficOverride.OfPolicy(
                TestPolicies.terms("o-1", MovableClock.START.plusSeconds(1), MovableClock.START.plusSeconds(2)),
                CITY,
                setting(Setting.PRIORITY, Priority.BULK),
                10);

        assertThat(of("330106", later).isUniform()).isTrue();
    }

    private static RoutePolicy of(String region, TrafficOverride... overrides) {
        List<Change> changes = new ArrayList<>();
        for (TrafficOverride override : overrides) {
            changes.add(new Change.OfOverride(override.terms().id(), override));
        }
        return new Inheritances(PolicyBook.EMPTY.with(changes), Divisions.zhejiang(), MovableClock.START)
                .of(new Place(region, Layer.ofBundle(Target.department("d"), Policy.NONE, "d.yaml:1"), region, null));
    }
}
