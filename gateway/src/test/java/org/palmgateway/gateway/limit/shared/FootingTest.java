package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.limit.shared.Footing.Phase;

class FootingTest {

    private static final Footing SHARED = new Footing(Phase.SHARED, 0, 0);

    @Test
    void firstAnswerIsEnoughForANodeThatStarts() {
        assertThat(Footing.START.answered(false)).isEqualTo(SHARED);
        assertThat(Footing.START.answered(true).phase()).isEqualTo(Phase.SETTLING);
    }

    @Test
    void failureEndsItAtOnceAndBeginsAnOutage() {
        assertThat(SHARED.failed()).isEqualTo(new Footing(Phase.ALONE, 1, 0));
        assertThat(SHARED.failed().failed()).isEqualTo(new Footing(Phase.ALONE, 1, 0));
    }

    @Test
    void returnTakesFiveAnswersInARow() {
        Footing footing = SHARED.failed();
        for (int i = 0; i < 4; i++) {
            footing = footing.answered(false);
            assertThat(footing.phase()).isEqualTo(Phase.SETTLING);
        }

        assertThat(footing.answered(false)).isEqualTo(new Footing(Phase.SHARED, 1, 0));
        assertThat(footing.failed()).isEqualTo(new Footing(Phase.ALONE, 1, 0));
    }

    @Test
    void hurriedRequestIsServedFromTheShare() {
        assertThat(SHARED.hurried().shared()).isFalse();
        assertThat(SHARED.hurried().outage()).isZero();
    }
}
