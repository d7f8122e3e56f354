package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ClockTimeMeterTest {

    private final TurnedClock clock = new TurnedClock();
    private final ClockTimeMeter meter = new ClockTimeMeter(clock);
    private final long start = meter.currentTimeNanos();

    @Test
    void startsWithTheClock() {
        assertThat(start).isEqualTo(Duration.ofMillis(clock.millis()).toNanos());
        assertThat(meter.isWallClockBased()).isTrue();
    }

    @Test
    void goesWithTheClockInMilliseconds() {
        clock.turn(Duration.ofNanos(1_999_999));

        assertThat(since()).isEqualTo(Duration.ofMillis(1));
    }

    @Test
    void goesOnWhereItWasWhenTheClockIsSetBack() {
        clock.turn(Duration.ofSeconds(10));
        assertThat(since()).isEqualTo(Duration.ofSeconds(10));

        clock.turn(Duration.ofDays(-1));
        assertThat(since()).isEqualTo(Duration.ofSeconds(10));

        clock.turn(Duration.ofSeconds(5));
        assertThat(since()).isEqualTo(Duration.ofSeconds(15));

        clock.turn(Duration.ofMillis(-1));
        clock.turn(Duration.ofSeconds(5));
        assertThat(since()).isBetween(Duration.ofMillis(19_999), Duration.ofSeconds(20));
    }

    private Duration since() {
        return Duration.ofNanos(meter.currentTimeNanos() - start);
    }
}
