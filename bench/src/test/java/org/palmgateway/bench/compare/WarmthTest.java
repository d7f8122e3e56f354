package org.palmgateway.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WarmthTest {

    private final Warmth warmth = new Warmth();

    @Test
    void coldAsLongAsEveryPhaseTakesMuchLess() {
        assertThat(warmth.after(900)).isFalse();
        assertThat(warmth.after(500)).isFalse();
        assertThat(warmth.after(300)).isFalse();
        assertThat(warmth.after(280)).isFalse();
    }

    @Test
    void warmAfterTwoPhasesThatTookNoLess() {
        warmth.after(300);

        assertThat(warmth.after(295)).isFalse();
        assertThat(warmth.after(290)).isTrue();
    }

    @Test
    void aNoisyPhaseIsComparedWithTheBestAndNotWithItself() {
        warmth.after(300);
        warmth.after(450);

        assertThat(warmth.after(270)).isFalse();
        assertThat(warmth.after(268)).isFalse();
        assertThat(warmth.after(400)).isTrue();
    }
}
