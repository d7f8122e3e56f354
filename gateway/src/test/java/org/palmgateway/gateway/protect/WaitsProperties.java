package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class WaitsProperties {

    @Property
    void backoffIsRandomUpToOneThatDoubles(
            @ForAll @IntRange(min = 1, max = 100) int retry,
            @ForAll @LongRange(min = 1, max = 100_000_000_000L) long first,
            @ForAll long seed) {
        Duration wait = Backoff.before(retry, Duration.ofNanos(first), new Random(seed));

        double most = Math.min(1e10, first * Math.pow(2, retry - 1));
        assertThat(wait).isPositive();
        assertThat((double) wait.toNanos()).isLessThanOrEqualTo(most);
    }

    @Example
    void backoffSpreadsOverTheWholeTime() {
        Random random = new Random(3);
        Duration first = Duration.ofMillis(50);
        Set<Long> fifths = new HashSet<>();
        for (int i = 0; i < 200; i++) {
            fifths.add(Backoff.before(3, first, random).toMillis() / 40);
        }

        assertThat(fifths).containsExactlyInAnyOrder(0L, 1L, 2L, 3L, 4L);
    }

    @Example
    void backoffBeforeNoRetryOrOfNoTimeIsAMistake() {
        Random random = new Random(3);
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.before(0, Duration.ofMillis(1), random));
        assertThatIllegalArgumentException().isThrownBy(() -> Backoff.before(1, Duration.ZERO, random));
    }

    @Property
    void jitterIsNoLessThanTheWaitAndAFifthMoreAtMost(
            @ForAll @LongRange(max = 10_000_000_000_000L) long wait, @ForAll long seed) {
        long seconds = Jitter.seconds(Duration.ofNanos(wait), new Random(seed));

        long least = Math.max(1, (long) Math.ceil(wait / 1e9));
        assertThat(seconds).isBetween(least, least + Math.max(1, least / 5));
    }

    @Example
    void jitterSpreadsEvenTheShortestWait() {
        Random random = new Random(3);
        Set<Long> seconds = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            seconds.add(Jitter.seconds(Duration.ZERO, random));
        }

        assertThat(seconds).containsExactlyInAnyOrder(1L, 2L);
    }
}
