package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.policy.TestPolicies.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target.Kind;
import org.palmgateway.routes.region.Divisions;

class AppliedPolicyTest {

    private static final String LIMIT = "limits: [{ id: a, permits: 1, window: 1s, per: [application] }]";

    @Test
    void theLimitsOfRouteAndApplicationAddUp() {
        AppliedPolicy applied =
                new AppliedPolicy(of(Target.region("330000"), LIMIT), of(Target.application("x"), LIMIT));

        assertThat(applied.limits())
                .extracting(PlacedLimit::name)
                .containsExactly("region/330000/a", "application/x/a");
    }

    @Test
    void theShorterDeadlineHolds() {
        EffectivePolicy route = of(Target.region("330000"), "deadline: 5s");

        assertThat(new AppliedPolicy(route, of(Target.application("x"), "deadline: 1s")).deadline())
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(new AppliedPolicy(route, of(Target.application("x"), "deadline: 9s")).deadline())
                .isEqualTo(Duration.ofSeconds(5));
        assertThat(new AppliedPolicy(route, null).deadline()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void theApplicationsPriorityStandsOverTheRoutesWhenItHasOne() {
        EffectivePolicy route = of(Target.region("330000"), "priority: bulk");

        assertThat(new AppliedPolicy(route, of(Target.application("x"), "priority: normal")).priority())
                .isEqualTo(Priority.NORMAL);
        assertThat(new AppliedPolicy(route, of(Target.application("x"), "deadline: 1s")).priority())
                .isEqualTo(Priority.BULK);
        assertThat(new AppliedPolicy(route, null).priority()).isEqualTo(Priority.BULK);
    }

    private static EffectivePolicy of(Target target, String yaml) {
        PolicyBook book = PolicyBook.EMPTY.with(List.of(new Change.OfPolicy(target, policy(target.kind(), yaml))));
        Inheritances inheritances = new Inheritances(book, Divisions.zhejiang(), Instant.EPOCH);
        return target.kind() == Kind.APPLICATION
                ? inheritances.ofApplication(target.id()).at(0)
                : inheritances
                        .of(new Place(
                                target.id(),
                                Layer.ofBundle(Target.department("d"), Policy.NONE, "d.yaml:1"),
                                target.id(),
                                null))
                        .at(0);
    }
}
