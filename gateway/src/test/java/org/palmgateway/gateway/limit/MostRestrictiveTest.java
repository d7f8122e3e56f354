package org.palmgateway.gateway.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.limit.TestDemands.MINUTE;
import static org.palmgateway.gateway.limit.TestDemands.demand;
import static org.palmgateway.gateway.limit.TestDemands.limit;
import static org.palmgateway.gateway.limit.TestDemands.shadow;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.routes.policy.Limit;

class MostRestrictiveTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Limit FAST = limit("fast", 100, MINUTE, 200);
    private static final Limit SLOW = limit("slow", 100, HOUR, 200);

    @Test
    void refusalTellsOfTheLongestWait() {
        Standing fast = new Standing(demand(FAST, 2), 1, Duration.ofSeconds(3), HOUR);
        Standing slow = new Standing(demand(SLOW, 2), 0, Duration.ofSeconds(40), MINUTE);

        RateLimit told = MostRestrictive.of(new Charge.Refused(List.of(fast, slow), List.of(fast, slow)));

        assertThat(told).isEqualTo(new RateLimit("region/330000/slow", 100, HOUR, 0, Duration.ofSeconds(40)));
    }

    @Test
    void refusalTellsOfNoLimitThatHadEnough() {
        Standing fast = new Standing(demand(FAST, 2), 1, Duration.ofSeconds(3), HOUR);
        Standing slow = new Standing(demand(SLOW, 2), 2, Duration.ZERO, HOUR);

        RateLimit told = MostRestrictive.of(new Charge.Refused(List.of(slow, fast), List.of(fast)));

        assertThat(told).extracting(RateLimit::name).isEqualTo("region/330000/fast");
    }

    @Test
    void grantTellsOfTheFewestRequestsLeft() {
        Standing heavy = new Standing(demand(FAST, 10), 40, Duration.ZERO, MINUTE);
        Standing light = new Standing(demand(SLOW, 1), 5, Duration.ZERO, HOUR);

        RateLimit told = MostRestrictive.of(new Charge.Granted(List.of(light, heavy), List.of()));

        assertThat(told).isEqualTo(new RateLimit("region/330000/fast", 100, MINUTE, 40, MINUTE));
    }

    @Test
    void ofAsFewTheOneThatTakesLongerToFillIsTold() {
        Standing fast = new Standing(demand(FAST, 1), 5, Duration.ZERO, MINUTE);
        Standing slow = new Standing(demand(SLOW, 1), 5, Duration.ZERO, HOUR);

        RateLimit told = MostRestrictive.of(new Charge.Granted(List.of(fast, slow), List.of()));

        assertThat(told).extracting(RateLimit::name).isEqualTo("region/330000/slow");
    }

    @Test
    void shadowLimitIsNotTold() {
        Standing watched = new Standing(demand(shadow(FAST), 1), 0, MINUTE, HOUR);
        Standing enforced = new Standing(demand(SLOW, 1), 50, Duration.ZERO, HOUR);

        assertThat(MostRestrictive.of(new Charge.Granted(List.of(watched, enforced), List.of(watched))))
                .extracting(RateLimit::name)
                .isEqualTo("region/330000/slow");
        assertThat(MostRestrictive.of(new Charge.Granted(List.of(watched), List.of(watched))))
                .isNull();
    }

    @Test
    void withoutLimitsThereIsNothingToTell() {
        assertThat(MostRestrictive.of(new Charge.Granted(List.of(), List.of()))).isNull();
    }
}
