package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FastestAnswerTest {

    private static final Duration SHORT = Duration.ofMillis(30);
    private static final Duration LONG = Duration.ofMillis(80);

    private final MovableNanos nanos = new MovableNanos();
    private final FastestAnswer fastest = new FastestAnswer(nanos);

    @Test
    void nothingIsKnownBeforeTheFirstAnswer() {
        assertThat(fastest.least()).isEmpty();
        assertThat(fastest.mayComeWithin(Duration.ZERO)).isTrue();
    }

    @Test
    void leastOfAllIsKept() {
        fastest.seen(LONG);
        fastest.seen(SHORT);
        fastest.seen(LONG);

        assertThat(fastest.least()).contains(SHORT);
        assertThat(fastest.mayComeWithin(SHORT)).isTrue();
        assertThat(fastest.mayComeWithin(SHORT.minusNanos(1))).isFalse();
    }

    @Test
    void leastIsKeptForTenSecondsAndForgottenAfterTwenty() {
        fastest.seen(SHORT);
        nanos.advance(Duration.ofSeconds(10));
        fastest.seen(LONG);
        assertThat(fastest.least()).contains(SHORT);

        nanos.advance(Duration.ofSeconds(10));

        assertThat(fastest.least()).contains(LONG);
    }

    @Test
    void silenceMakesItForget() {
        fastest.seen(SHORT);
        nanos.advance(Duration.ofSeconds(19));
        assertThat(fastest.least()).contains(SHORT);

        nanos.advance(Duration.ofSeconds(1));

        assertThat(fastest.least()).isEmpty();
        assertThat(fastest.mayComeWithin(Duration.ZERO)).isTrue();
        fastest.seen(LONG);
        assertThat(fastest.least()).contains(LONG);
    }

    @Test
    void oneInASecondGoesAllTheSame() {
        fastest.seen(LONG);
        assertThat(fastest.mayComeWithin(SHORT)).isFalse();
        nanos.advance(Duration.ofMillis(999));
        assertThat(fastest.mayComeWithin(SHORT)).isFalse();

        nanos.advance(Duration.ofMillis(1));

        assertThat(fastest.mayComeWithin(SHORT)).isTrue();
        assertThat(fastest.mayComeWithin(SHORT)).isFalse();
    }

    @Test
    void noneIsLostHoweverManyComeAtOnce() throws Exception {
        AtomicInteger millis = new AtomicInteger(8000);

        AtOnce.call(8, 500, () -> {
            fastest.seen(Duration.ofMillis(millis.getAndDecrement()));
            return true;
        });

        assertThat(fastest.least()).contains(Duration.ofMillis(4001));
    }
}
