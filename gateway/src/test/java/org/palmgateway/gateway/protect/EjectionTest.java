package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EjectionTest {

    private static final long NOW = Long.MAX_VALUE - 1;

    private static Ejection failed(Ejection ejection, int times, long now) {
        Ejection after = ejection;
        for (int i = 0; i < times; i++) {
            after = after.afterFailure(now);
        }
        return after;
    }

    private static long later(long now, int seconds) {
        return now + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void fifthFailureInARowEjectsForFiveSeconds() {
        assertThat(failed(Ejection.NONE, 4, NOW).isOn(NOW)).isFalse();

        Ejection ejection = failed(Ejection.NONE, 5, NOW);

        assertThat(ejection.isOn(NOW)).isTrue();
        assertThat(ejection.isOn(later(NOW, 5) - 1)).isTrue();
        assertThat(ejection.isOn(later(NOW, 5))).isFalse();
    }

    @Test
    void failuresWhileEjectedChangeNothing() {
        Ejection ejection = failed(Ejection.NONE, 5, NOW);

        assertThat(failed(ejection, 100, later(NOW, 4))).isEqualTo(ejection);
    }

    @Test
    void eachFurtherFailureEjectsForTwiceAsLongUpToAMinute() {
        Ejection ejection = failed(Ejection.NONE, 5, NOW);
        long now = later(NOW, 5);

        for (int seconds : new int[] {10, 20, 40, 60, 60, 60}) {
            ejection = ejection.afterFailure(now);
            assertThat(ejection.isOn(later(now, seconds) - 1)).isTrue();
            now = later(now, seconds);
            assertThat(ejection.isOn(now)).isFalse();
        }
    }
}
