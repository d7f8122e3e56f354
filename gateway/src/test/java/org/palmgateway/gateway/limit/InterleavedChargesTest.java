package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.limit.TestDemands.MINUTE;
import static org.palmgateway.gateway.limit.TestDemands.charge;
import static org.palmgateway.gateway.limit.TestDemands.demand;
import static org.palmgateway.gateway.limit.TestDemands.isGranted;
import static org.palmgateway.gateway.limit.TestDemands.limit;
import static org.palmgateway.gateway.limit.TestDemands.remaining;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.policy.Limit;

/** Another charge between any two steps of a charge, as a faster thread could make it. */
class InterleavedChargesTest {

    private static final Limit PLENTY = limit("plenty", 1, MINUTE, 5);
    private static final Limit SCARCE = limit("scarce", 1, MINUTE, 1);

    private final TurnedClock clock = new TurnedClock();
    private final LocalLimits limits = new LocalLimits(100, clock);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoIsOvertakenGivesBackWhatItTook(int step) {
        Demand[] demands = {demand(PLENTY, 1), demand(SCARCE, 1)};
        List<Boolean> granted = new ArrayList<>();
        charge(limits, demand(PLENTY, 1));
        clock.interrupt(step, () -> granted.add(isGranted(limits, demands)));

        granted.add(isGranted(limits, demands));

        assertThat(granted).containsOnlyOnce(true);
        assertThat(remaining(limits, demand(PLENTY, 1))).isEqualTo(3);
        assertThat(remaining(limits, demand(SCARCE, 1))).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void whoHasSpentItsOwnLimitDisturbsNobodyElse(int step) {
        charge(limits, demand(PLENTY, 1));
        charge(limits, demand(SCARCE, 1));
        List<Boolean> others = new ArrayList<>();
        clock.interrupt(step, () -> others.add(isGranted(limits, demand(PLENTY, 4))));

        assertThat(isGranted(limits, demand(PLENTY, 4), demand(SCARCE, 1))).isFalse();

        assertThat(others).doesNotContain(false);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void numbersThatTwoChangeAtOnceAreRightForTheNext(int step) {
        Limit one = limit("plenty", 1, MINUTE, 50);
        Limit other = limit("plenty", 1, MINUTE, 500);
        charge(limits, demand(PLENTY, 1));
        clock.interrupt(step, () -> charge(limits, demand(other, 1)));
        charge(limits, demand(one, 1));

        assertThat(remaining(limits, demand(other, 1))).isBetween(380L, 400L);
        assertThat(remaining(limits, demand(one, 1))).isBetween(38L, 40L);
    }
}
