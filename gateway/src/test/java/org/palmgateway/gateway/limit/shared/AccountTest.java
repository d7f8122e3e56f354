package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.assertj.core.data.Offset;
import org.palmgateway.gateway.limit.shared.Footing.Phase;

class AccountTest {

    private static final long NOW = 1_000_000_000_000L;
    private static final long SECOND = 1_000_000_000L;
    private static final Footing SHARED = new Footing(Phase.SHARED, 0, 0);
    private static final Footing ALONE = new Footing(Phase.ALONE, 1, 0);
    private static final Numbers SIXTY = Numbers.of(Demands.perMinute(60, 60), 3);

    private static Account with(long lease, double known) {
        return new Account(SIXTY, lease, NOW, lease, 0, NOW, new Level(known, NOW), null);
    }

    private static Account servedAlone(long permits) {
        return with(0, 60).take(permits, ALONE, NOW).after();
    }

    private static long debt(Account account, long now) {
        return account.depart(0, 0, false, now).visit().debt();
    }

    @Example
    void leaseThatIsOldIsNotServedFrom() {
        assertThat(with(5, 0).look(1, SHARED, NOW + SECOND)).isEqualTo(Look.ENOUGH);
        assertThat(with(5, 50).look(1, SHARED, NOW + SECOND + 1)).isInstanceOf(Look.Ask.class);
        assertThat(with(5, 50).hasStale(NOW + SECOND + 1)).isTrue();
    }

    @Example
    void refusalIsByWhatWasSeenInTheLastSecondOnly() {
        Account account = with(0, -10);

        assertThat(account.look(1, SHARED, NOW + SECOND)).isEqualTo(new Look.TooFew(Duration.ofSeconds(10)));
        assertThat(account.look(1, SHARED, NOW + SECOND + 1)).isEqualTo(new Look.Ask(1));
    }

    @Example
    void accountThatOwesAsksBeforeAnythingElse() {
        assertThat(servedAlone(1).look(1, SHARED, NOW)).isEqualTo(new Look.Ask(1));
        assertThat(debt(servedAlone(1), NOW)).isOne();
    }

    @Example
    void whatHasComeBackToTheShareIsNotOwed() {
        Account served = servedAlone(10);

        assertThat(debt(served, NOW)).isEqualTo(10);
        // A third of a permit comes back in a second; the share began half full.
        assertThat(debt(served, NOW + 45 * SECOND)).isEqualTo(5);
        assertThat(debt(served, NOW + 300 * SECOND)).isZero();
    }

    @Example
    void visitThatFailsLeavesTheDebt() {
        Account departed = servedAlone(10).depart(1, 1, true, NOW).after();

        assertThat(debt(departed, NOW)).isEqualTo(10);
    }

    @Example
    void whatIsServedDuringTheVisitIsSettledByTheNextOne() {
        Account.Departure departure = servedAlone(7).depart(0, 0, false, NOW);
        Account more = departure.after().take(3, ALONE, NOW).after();

        Account arrived = more.arrive(departure, new Visited(0, new Level(50, NOW)), true, NOW);

        assertThat(debt(arrived, NOW)).isEqualTo(3);
    }

    @Example
    void shareOfAnEarlierOutageIsForgotten() {
        Account.Departure settled = servedAlone(10).depart(0, 0, false, NOW);
        Account back = settled.after().arrive(settled, new Visited(0, new Level(30, NOW)), true, NOW);

        assertThat(back.look(10, ALONE, NOW)).isInstanceOf(Look.TooFew.class);
        assertThat(back.look(10, new Footing(Phase.ALONE, 2, 0), NOW)).isEqualTo(Look.ENOUGH);
    }

    @Example
    void openingAShareThatIsOpenChangesNothing() {
        Account open = with(0, 30).open(ALONE, NOW);

        assertThat(open.open(ALONE, NOW + 10 * SECOND)).isSameAs(open);
        assertThat(open.owes()).isFalse();
        assertThat(with(0, 30).open(SHARED, NOW).share()).isNull();
    }

    @Property
    void whatIsSeenCanBeTaken(
            @ForAll @IntRange(max = 100) int lease,
            @ForAll @DoubleRange(min = -60, max = 60) double known,
            @ForAll @IntRange(min = 1, max = 80) int permits,
            @ForAll boolean alone,
            @ForAll @LongRange(max = 100 * SECOND) long later) {
        Account account = with(lease, known);
        Footing footing = alone ? ALONE : SHARED;

        Look look = account.look(permits, footing, NOW + later);
        Account.Taken taken = account.take(permits, footing, NOW + later);

        assertThat(taken != null).isEqualTo(look instanceof Look.Enough);
        if (taken != null) {
            assertThat(taken.leased() + taken.shared()).isEqualTo(permits);
            assertThat(taken.after().lease()).isEqualTo(lease - taken.leased());
        }
    }

    @Property
    void whatIsPutBackWasNeverTaken(
            @ForAll @IntRange(max = 30) int lease,
            @ForAll @IntRange(min = 1, max = 10) int permits,
            @ForAll @LongRange(max = SECOND) long later) {
        Account account = with(lease, 60);
        Account.Taken taken = account.take(permits, ALONE, NOW + later);

        Account back = taken.after().putBack(taken.leased(), taken.shared());

        assertThat(back.lease()).isEqualTo(lease);
        assertThat(back.owes()).isFalse();
        assertThat(back.left(ALONE, NOW + later)).isCloseTo(account.left(ALONE, NOW + later), Offset.offset(1e-6));
    }

    /** Also when the share began with less than it can hold. */
    @Property
    void whoWaitsAsToldFindsEnoughOrAsks(
            @ForAll @DoubleRange(min = -60, max = 60) double known,
            @ForAll @IntRange(min = 1, max = 60) int permits,
            @ForAll boolean alone) {
        Footing footing = alone ? ALONE : SHARED;
        Account account = with(0, known).open(footing, NOW);

        if (account.look(permits, footing, NOW) instanceof Look.TooFew tooFew) {
            long then = NOW + tooFew.untilEnough().toNanos();
            assertThat(account.open(footing, then).look(permits, footing, then)).isNotInstanceOf(Look.TooFew.class);
        }
    }

    /** One of the nodes knows what is left; the others, who saw it full a moment or long ago or never, believe in a share together. */
    @Property
    void sharesTogetherAreWithinTheLimitAndOneShare(
            @ForAll @IntRange(min = 2, max = 8) int nodes,
            @ForAll @LongRange(min = 100, max = 10_000) long burst,
            @ForAll @DoubleRange(max = 1) double full,
            @ForAll @LongRange(max = 7 * 24 * 3600) long secondsAgo) {
        Numbers numbers = Numbers.of(Demands.limit("l", 1, Duration.ofDays(1), burst), nodes);
        Share knowing = Share.open(new Level(full * burst, NOW), numbers, 1, NOW);
        Share seen = Share.open(new Level((double) burst, NOW - secondsAgo * SECOND), numbers, 1, NOW);
        Share unseen = Share.open(null, numbers, 1, NOW);

        assertThat(knowing.level().permits() + (nodes - 1) * seen.level().permits())
                .isLessThanOrEqualTo(full * burst + numbers.share().most() + 1e-6);
        assertThat(unseen.level().permits()).isEqualTo(seen.level().permits());
    }
}
