package org.palmgateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WatchTest {

    private static final Duration EVERY = Duration.ofMillis(100);

    @Test
    void whatTakesLittleIsDoneAsOftenAsAsked() {
        assertThat(Watch.rest(EVERY, Duration.ofMillis(1), false)).isEqualTo(EVERY);
    }

    @Test
    void whatTakesLongIsDoneLessOften() {
        assertThat(Watch.rest(EVERY, Duration.ofMillis(8), false)).isEqualTo(Duration.ofMillis(400));
    }

    @Test
    void evenWhatTakesVeryLongIsDoneAgainWithinASecond() {
        assertThat(Watch.rest(EVERY, Duration.ofSeconds(20), false)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void whatTheNextLookDecidesAboutWaitsLess() {
        assertThat(Watch.rest(EVERY, Duration.ofMillis(8), true)).isEqualTo(EVERY);
        assertThat(Watch.rest(EVERY, Duration.ofMillis(60), true)).isEqualTo(Duration.ofMillis(240));
    }

    @Test
    void aLongerTimeThanThatIsKept() {
        assertThat(Watch.rest(Duration.ofMinutes(1), Duration.ofSeconds(20), false))
                .isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void aRefreshThatFailsIsNotTheLast() throws InterruptedException {
        CountDownLatch looks = new CountDownLatch(3);
        try (Watch watch = new Watch(
                "test",
                () -> {
                    looks.countDown();
                    throw new IllegalStateException("no store");
                },
                Duration.ofMillis(1))) {
            assertThat(watch).isNotNull();
            assertThat(looks.await(30, TimeUnit.SECONDS)).isTrue();
        }
    }
}
