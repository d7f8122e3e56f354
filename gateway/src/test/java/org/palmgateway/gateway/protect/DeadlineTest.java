package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DeadlineTest {

    private static final long STARTED = Long.MAX_VALUE - 5;

    private static final Duration ONE = Duration.ofSeconds(1);
    private static final Duration TWO = Duration.ofSeconds(2);
    private static final Duration THREE = Duration.ofSeconds(3);

    @Test
    void shortestOfAllHolds() {
        assertThat(Deadline.of(STARTED, ONE, TWO, THREE).total()).isEqualTo(ONE);
        assertThat(Deadline.of(STARTED, THREE, ONE, TWO).total()).isEqualTo(ONE);
        assertThat(Deadline.of(STARTED, TWO, THREE, ONE).total()).isEqualTo(ONE);
        assertThat(Deadline.of(STARTED, THREE, TWO, null).total()).isEqualTo(TWO);
    }

    @Test
    void timeLeftIsCountedFromTheArrival() {
        Deadline deadline = new Deadline(STARTED, TWO);

        assertThat(deadline.timeLeft(STARTED)).isEqualTo(TWO);
        assertThat(deadline.timeLeft(STARTED + ONE.toNanos())).isEqualTo(ONE);
        assertThat(deadline.isOver(STARTED + TWO.toNanos() - 1)).isFalse();
        assertThat(deadline.isOver(STARTED + TWO.toNanos())).isTrue();
        assertThat(deadline.timeLeft(STARTED + THREE.toNanos())).isZero();
        assertThat(deadline.timeLeft(STARTED - ONE.toNanos())).isEqualTo(TWO);
    }
}
