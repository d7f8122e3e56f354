package org.palmgateway.auth.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class LocalSeenOnceTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration NANO = Duration.ofNanos(1);

    private final MovableClock clock = new MovableClock();
    private final SeenOnce seen = new LocalSeenOnce(3, clock);

    @Test
    void onlyTheFirstUseIsFirst() {
        assertFirst("a");

        assertRepeat("a");
        assertRepeat("a");
    }

    @Test
    void idsAreToldApartByEveryCharacter() {
        assertFirst("x".repeat(10_000) + "a");

        assertFirst("x".repeat(10_000) + "b");
        assertFirst("");
    }

    @Test
    void idIsKeptUntilItsTimeHasPassed() {
        assertFirst("a");

        clock.advance(MINUTE.minus(NANO));
        assertRepeat("a");

        clock.advance(NANO);
        assertFirst("a");
    }

    @Test
    void repeatDoesNotLengthenTheTime() {
        assertFirst("a");

        clock.advance(Duration.ofSeconds(59));
        StepVerifier.create(seen.isFirst("a", Duration.ofHours(1)))
                .expectNext(false)
                .verifyComplete();

        clock.advance(Duration.ofSeconds(1));
        assertFirst("a");
    }

    @Test
    void eachIdHasATimeOfItsOwn() {
        StepVerifier.create(seen.isFirst("short", Duration.ofSeconds(1)))
                .expectNext(true)
                .verifyComplete();
        assertFirst("long");

        clock.advance(Duration.ofSeconds(1));

        assertFirst("short");
        assertRepeat("long");
    }

    @Test
    void askingWithoutSubscribingIsNoUse() {
        Mono<Boolean> use = seen.isFirst("a", MINUTE);

        StepVerifier.create(use).expectNext(true).verifyComplete();
        StepVerifier.create(use).expectNext(false).verifyComplete();
    }

    @Test
    void fullMemoryRefusesNewIdsAndForgetsNone() {
        List.of("a", "b", "c").forEach(this::assertFirst);

        for (int other = 0; other < 1_000; other++) {
            StepVerifier.create(seen.isFirst("other " + other, MINUTE)).verifyError(NotRecorded.class);
        }

        List.of("a", "b", "c").forEach(this::assertRepeat);
    }

    @Test
    void fullMemoryHasSpaceAgainWhenTheTimeOfAnIdHasPassed() {
        List.of("a", "b", "c").forEach(this::assertFirst);

        // Caffeine sweeps in steps of about a second.
        clock.advance(MINUTE.plusSeconds(2));

        List.of("d", "e", "f").forEach(this::assertFirst);
        StepVerifier.create(seen.isFirst("g", MINUTE)).verifyError(NotRecorded.class);
    }

    @Test
    void exactlyOneOfManyAtOnceIsFirst() {
        SeenOnce wide = new LocalSeenOnce(1_000, clock);

        for (int round = 0; round < 200; round++) {
            String id = "id " + round;
            List<Boolean> answers = Flux.range(0, 16)
                    .flatMap(use -> wide.isFirst(id, MINUTE).subscribeOn(Schedulers.parallel()))
                    .collectList()
                    .block(Duration.ofSeconds(10));

            assertThat(answers).hasSize(16).containsOnlyOnce(true);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT0S", "PT-1S"})
    void timeThatIsOverIsRefused(String keptFor) {
        assertThatThrownBy(() -> seen.isFirst("a", Duration.parse(keptFor)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("keptFor: " + keptFor);
    }

    @Test
    void memoryWithoutSpaceIsRefused() {
        assertThatThrownBy(() -> new LocalSeenOnce(0, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("maximum: 0");
    }

    private void assertFirst(String id) {
        StepVerifier.create(seen.isFirst(id, MINUTE)).expectNext(true).verifyComplete();
    }

    private void assertRepeat(String id) {
        StepVerifier.create(seen.isFirst(id, MINUTE)).expectNext(false).verifyComplete();
    }
}
