package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CheckBudgetTest {

    private static final long MINUTE = 60_000;

    private final CheckBudget budget = new CheckBudget();

    @Test
    void soManyAreTakenInAMinuteAndNoMore() {
        assertThat(budget.take(2, 5 * MINUTE)).isTrue();
        assertThat(budget.take(2, 5 * MINUTE + 59_999)).isTrue();
        assertThat(budget.take(2, 5 * MINUTE + 59_999)).isFalse();
        assertThat(budget.take(2, 6 * MINUTE)).isTrue();
    }

    @Test
    void budgetOfNoneAllowsNone() {
        assertThat(budget.take(0, MINUTE)).isFalse();
    }

    @Test
    void largerBudgetHoldsAtOnce() {
        assertThat(budget.take(1, MINUTE)).isTrue();
        assertThat(budget.take(1, MINUTE)).isFalse();
        assertThat(budget.take(2, MINUTE)).isTrue();
    }
}
