package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.policy.RetryBudget;

class RetryAllowanceTest {

    private final MovableNanos nanos = new MovableNanos();
    private final RetryAllowance allowance = new RetryAllowance(nanos);

    private int retries(RetryBudget budget, int tries) {
        int allowed = 0;
        for (int i = 0; i < tries; i++) {
            allowed += allowance.tryRetry(budget) ? 1 : 0;
        }
        return allowed;
    }

    @Test
    void retriesAreAShareOfTheRequests() {
        for (int i = 0; i < 105; i++) {
            allowance.request();
        }

        assertThat(retries(new RetryBudget(20, 0), 50)).isEqualTo(21);
        assertThat(allowance.requests()).isEqualTo(105);
        assertThat(allowance.retries()).isEqualTo(21);
    }

    @Test
    void fewAreAllowedHoweverLittleTrafficThereIs() {
        assertThat(retries(new RetryBudget(20, 3), 10)).isEqualTo(3);
        assertThat(retries(new RetryBudget(20, 0), 10)).isZero();
    }

    @Test
    void whatIsTenSecondsOldNoLongerCounts() {
        for (int i = 0; i < 100; i++) {
            allowance.request();
        }
        retries(new RetryBudget(10, 0), 5);
        nanos.advance(Duration.ofSeconds(9));
        assertThat(allowance.requests()).isEqualTo(100);
        assertThat(allowance.retries()).isEqualTo(5);

        nanos.advance(Duration.ofSeconds(1));

        assertThat(allowance.requests()).isZero();
        assertThat(allowance.retries()).isZero();
        assertThat(retries(new RetryBudget(10, 2), 10)).isEqualTo(2);
    }

    @Test
    void longSilenceForgetsEverything() {
        allowance.request();
        retries(new RetryBudget(0, 5), 5);

        nanos.advance(Duration.ofDays(30));
        allowance.request();

        assertThat(allowance.requests()).isEqualTo(1);
        assertThat(retries(new RetryBudget(0, 5), 10)).isEqualTo(5);
    }

    @Test
    void burstOfRetriesNeverPassesTheBudget() throws Exception {
        for (int round = 0; round < 20; round++) {
            RetryAllowance each = new RetryAllowance(nanos);

            List<Boolean> allowed = AtOnce.call(8, 200, () -> each.tryRetry(new RetryBudget(0, 100)));

            assertThat(allowed).filteredOn(one -> one).hasSize(100);
        }
    }

    @Test
    void noRequestIsLostHoweverManyComeAtOnce() throws Exception {
        AtOnce.call(8, 1000, () -> {
            allowance.request();
            return true;
        });

        assertThat(allowance.requests()).isEqualTo(8000);
    }

    /** Up to 5 a request, up to 8 a retry, beyond that as many half seconds pass as it is beyond 8. */
    @Property
    void countsAsAListOfAllThatHappenedWould(
            @ForAll @Size(max = 300) List<@IntRange(max = 14) Integer> events,
            @ForAll @IntRange(max = 100) int share,
            @ForAll @IntRange(max = 10) int minimum) {
        MovableNanos clock = new MovableNanos();
        RetryAllowance counted = new RetryAllowance(clock);
        List<Integer> requests = new ArrayList<>();
        List<Integer> retries = new ArrayList<>();
        int halves = 0;
        for (int event : events) {
            int second = halves / 2;
            requests.removeIf(each -> each <= second - 10);
            retries.removeIf(each -> each <= second - 10);
            if (event <= 5) {
                counted.request();
                requests.add(second);
            } else if (event <= 8) {
                boolean expected = retries.size() < Math.max(minimum, requests.size() * share / 100);
                assertThat(counted.tryRetry(new RetryBudget(share, minimum))).isEqualTo(expected);
                if (expected) {
                    retries.add(second);
                }
            } else {
                halves += event - 8;
                clock.advance(Duration.ofMillis(500L * (event - 8)));
            }
        }
    }
}
