package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.palmgateway.routes.policy.TestPolicies.limit;

import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.policy.Limit.Mode;

class LimitTest {

    private static final long LONGEST = 31L * 24 * 60 * 60 * 1000;

    @Test
    void theSameRateInAnotherWindowIsNotFaster() {
        Limit perMinute = limit("a", 60, Duration.ofMinutes(1));
        Limit perSecond = limit("a", 1, Duration.ofSeconds(1));

        assertThat(perMinute.isFasterThan(perSecond)).isFalse();
        assertThat(perSecond.isFasterThan(perMinute)).isFalse();
    }

    @Test
    void onePermitMoreInTheLongestWindowIsFaster() {
        Limit one = limit("a", Limit.MOST - 1, Limit.LONGEST);
        Limit more = limit("a", Limit.MOST, Limit.LONGEST);

        assertThat(more.isFasterThan(one)).isTrue();
        assertThat(one.isFasterThan(more)).isFalse();
    }

    @Test
    void theExtremesCompareWithoutOverflow() {
        Limit fastest = limit("a", Limit.MOST, Limit.SHORTEST);
        Limit slowest = limit("a", 1, Limit.LONGEST);

        assertThat(fastest.isFasterThan(slowest)).isTrue();
        assertThat(slowest.isFasterThan(fastest)).isFalse();
        assertThat(fastest.isFasterThan(fastest)).isFalse();
    }

    @Property
    void ratesCompareAsExactFractionsDo(
            @ForAll @LongRange(min = 1, max = Limit.MOST) long permits,
            @ForAll @LongRange(min = 1000, max = LONGEST) long window,
            @ForAll @LongRange(min = 1, max = Limit.MOST) long otherPermits,
            @ForAll @LongRange(min = 1000, max = LONGEST) long otherWindow) {
        BigInteger mine = BigInteger.valueOf(permits).multiply(BigInteger.valueOf(otherWindow));
        BigInteger others = BigInteger.valueOf(otherPermits).multiply(BigInteger.valueOf(window));

        boolean faster = limit("a", permits, Duration.ofMillis(window))
                .isFasterThan(limit("a", otherPermits, Duration.ofMillis(otherWindow)));

        assertThat(faster).isEqualTo(mine.compareTo(others) > 0);
    }

    @Test
    void numbersOutOfTheirBoundsAreRefusedByName() {
        Duration second = Duration.ofSeconds(1);
        Set<Dimension> citizen = EnumSet.of(Dimension.CITIZEN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit("a", 0, second, 1, citizen, Mode.ENFORCE))
                .withMessageStartingWith("permits: 0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit("a", Limit.MOST + 1, second, 1, citizen, Mode.ENFORCE))
                .withMessageStartingWith("permits: 1000000001");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit("a", 1, second, -1, citizen, Mode.ENFORCE))
                .withMessageStartingWith("burst: -1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit("a", 1, Duration.ofMillis(999), 1, citizen, Mode.ENFORCE))
                .withMessageStartingWith("window: PT0.999S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit("a", 1, Limit.LONGEST.plusMillis(1), 1, citizen, Mode.ENFORCE))
                .withMessageStartingWith("window: ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limit("a", 1, second, 1, Set.of(), Mode.ENFORCE))
                .withMessageStartingWith("per: none");
    }
}
