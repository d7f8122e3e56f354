package org.palmgateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.test.scheduler.VirtualTimeScheduler;

class WithinTest {

    private static final Duration MOST = Duration.ofSeconds(5);

    private final VirtualTimeScheduler timer = VirtualTimeScheduler.create();
    private final TestPublisher<Void> source = TestPublisher.create();

    private Mono<Void> bounded() {
        return Within.of(source.mono(), MOST, timer);
    }

    @Test
    void whatTakesTooLongIsCancelledAndEndsByAnError() {
        StepVerifier.create(bounded())
                .then(() -> timer.advanceTimeBy(MOST.minusMillis(1)))
                .then(source::assertWasNotCancelled)
                .then(() -> timer.advanceTimeBy(Duration.ofMillis(2)))
                .verifyError(TimeoutException.class);
        source.assertCancelled();
    }

    @Test
    void whatIsOverInTimeIsNotEndedAgain() {
        AtomicBoolean failed = new AtomicBoolean();
        bounded().subscribe(nothing -> {}, error -> failed.set(true), () -> {});

        source.complete();
        timer.advanceTimeBy(MOST.plusSeconds(1));

        assertThat(failed).isFalse();
    }

    @Test
    void anErrorPassesAsItIs() {
        StepVerifier.create(bounded())
                .then(() -> source.error(new IllegalStateException("broken")))
                .verifyErrorMessage("broken");
    }

    @Test
    void whoCancelsIsToldNothingMore() {
        AtomicBoolean told = new AtomicBoolean();

        bounded()
                .subscribe(nothing -> {}, error -> told.set(true), () -> told.set(true))
                .dispose();
        timer.advanceTimeBy(MOST.plusSeconds(1));

        source.assertCancelled();
        assertThat(told).isFalse();
    }

    @Test
    void aValueThatComesInTimePasses() {
        StepVerifier.create(Within.of(Mono.just("value"), MOST, timer))
                .expectNext("value")
                .verifyComplete();
    }

    @Test
    void whatIsLateEndsByTheErrorThatWasAskedFor() {
        StepVerifier.create(Within.of(Mono.never(), MOST, timer, () -> new IllegalStateException("late")))
                .then(() -> timer.advanceTimeBy(MOST))
                .verifyErrorMessage("late");
    }

    @Test
    void aValueThatComesTooLateIsDiscarded() {
        TestPublisher<String> stubborn = TestPublisher.createNoncompliant(TestPublisher.Violation.CLEANUP_ON_TERMINATE);
        AtomicBoolean discarded = new AtomicBoolean();
        StepVerifier.create(
                        Within.of(stubborn.mono(), MOST, timer).doOnDiscard(String.class, value -> discarded.set(true)))
                .then(() -> timer.advanceTimeBy(MOST))
                .then(() -> stubborn.next("late"))
                .verifyError(TimeoutException.class);

        assertThat(discarded).isTrue();
    }

    @Test
    void theContextIsThatOfWhoAsks() {
        Mono<Void> asked = Within.of(
                Mono.deferContextual(context ->
                        context.hasKey("asked") ? Mono.empty() : Mono.error(new IllegalStateException("no context"))),
                MOST,
                timer);

        StepVerifier.create(asked.contextWrite(context -> context.put("asked", true)))
                .verifyComplete();
    }
}
