package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.distributed.remote.MutableBucketEntry;
import io.github.bucket4j.distributed.versioning.Versions;
import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VisitCommandTest {

    private static final Numbers HUNDRED_A_DAY = Numbers.of(Demands.limit("l", 100, Duration.ofDays(1), 100), 3);
    private static final long NOW = 1_000_000_000_000L;

    private byte @Nullable [] bucket;

    private Visited visit(Visit visit, long now) {
        MutableBucketEntry entry = new MutableBucketEntry(bucket);
        Visited visited = new VisitCommand(visit).execute(entry, now).getData();
        if (entry.isStateModified()) {
            bucket = entry.getStateBytes(Versions.getLatest());
        }
        return visited;
    }

    private static Visit demand(Numbers numbers, long least, long demanded, long ahead) {
        return new Visit(numbers, (double) numbers.burst(), 0, 0, least, demanded, ahead);
    }

    private void leave(long permits) {
        visit(demand(HUNDRED_A_DAY, 1, 100 - permits, 0), NOW);
    }

    @Test
    void demandIsMetUpToWhatIsThere() {
        leave(5);

        assertThat(visit(demand(HUNDRED_A_DAY, 1, 8, 0), NOW).granted()).isEqualTo(5);
    }

    @Test
    void nothingIsTakenThatIsOfNoUse() {
        leave(3);

        Visited visited = visit(demand(HUNDRED_A_DAY, 5, 5, 0), NOW);

        assertThat(visited.granted()).isZero();
        assertThat(visited.level().permits()).isEqualTo(3);
    }

    @Test
    void onlyPlentyIsLeasedAhead() {
        assertThat(visit(demand(HUNDRED_A_DAY, 1, 1, 50), NOW).granted()).isEqualTo(1 + 99 / 12);
        bucket = null;
        leave(10);
        assertThat(visit(demand(HUNDRED_A_DAY, 1, 1, 50), NOW).granted()).isEqualTo(1);
    }

    @Test
    void whatComesBackIsNotMoreThanTheBucketHolds() {
        Visited visited = visit(new Visit(HUNDRED_A_DAY, 100, 0, 20, 0, 0, 0), NOW);

        assertThat(visited.level().permits()).isEqualTo(100);
    }

    @Test
    void debtIsPaidEvenOutOfNothing() {
        leave(0);

        assertThat(visit(new Visit(HUNDRED_A_DAY, 100, 7, 0, 1, 1, 1), NOW).granted())
                .isZero();

        assertThat(visit(demand(HUNDRED_A_DAY, 0, 0, 0), NOW).level().permits()).isEqualTo(-7);
    }

    @Test
    void bucketThatIsGoneIsWhatItIsBelievedToBe() {
        Visited visited = visit(new Visit(HUNDRED_A_DAY, 12.5, 0, 0, 1, 100, 0), NOW);

        assertThat(visited.granted()).isEqualTo(12);
    }

    @Test
    void bucketUnderOtherNumbersIsBroughtToTheseInProportion() {
        leave(40);
        Numbers tenTimes = Numbers.of(Demands.limit("l", 1000, Duration.ofDays(1), 1000), 3);

        assertThat(visit(demand(tenTimes, 0, 0, 0), NOW).level().permits()).isEqualTo(400);
    }

    @Test
    void lookingChangesNothing() {
        visit(demand(HUNDRED_A_DAY, 0, 0, 0), NOW);

        assertThat(bucket).isNull();
    }

    @Test
    void filledBucketIsKeptUntilNobodyCanBelieveItToBeEmpty() {
        leave(0);
        MutableBucketEntry entry = new MutableBucketEntry(bucket);
        long empty = new KeptUntilFull().calculateTimeToLiveMillis(entry.get(), NOW);

        new FillCommand().execute(entry, NOW);

        assertThat(entry.get().getAvailableTokens()).isEqualTo(100);
        assertThat(new KeptUntilFull().calculateTimeToLiveMillis(entry.get(), NOW))
                .isEqualTo(empty)
                .isEqualTo(Duration.ofDays(1).plusMinutes(1).toMillis());
    }

    @Provide
    Arbitrary<Visit> visits() {
        Arbitrary<Long> few = Arbitraries.longs().between(0, 30);
        return Combinators.combine(few, few, few, few, few)
                .as((debt, returned, least, more, ahead) ->
                        new Visit(HUNDRED_A_DAY, 100.0, debt, returned, least, least + more, ahead));
    }

    /** What is in the bucket before and what is given back is in it afterwards, has been granted or was owed. */
    @Property
    void noPermitIsMadeOrLost(@ForAll("visits") Visit visit, @ForAll @IntRange(min = 31, max = 70) int before) {
        bucket = null;
        leave(before);

        Visited visited = visit(visit, NOW);

        double after = visited.level().permits() + (double) visited.granted();
        assertThat(after).isEqualTo((double) (before + visit.returned() - visit.debt()));
        assertThat(visited.granted()).isBetween(0L, visit.demanded() + visit.ahead());
    }

    /** However time goes and whatever is asked, no more than the burst and what came back. */
    @Property
    void grantsAreWithinTheLimit(
            @ForAll @IntRange(min = 1, max = 50) int steps,
            @ForAll @LongRange(min = 1, max = 2_000_000_000L) long step,
            @ForAll @IntRange(min = 1, max = 40) int demanded,
            @ForAll @IntRange(min = 0, max = 40) int ahead) {
        bucket = null;
        Numbers tenASecond = Numbers.of(Demands.limit("l", 10, Duration.ofSeconds(1), 30), 3);
        long granted = 0;

        for (int i = 0; i < steps; i++) {
            granted += visit(demand(tenASecond, 1, demanded, ahead), NOW + i * step)
                    .granted();
        }

        assertThat(granted).isLessThanOrEqualTo(30 + (steps - 1) * step / 100_000_000 + 1);
    }
}
