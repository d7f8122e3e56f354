package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.cache.rule.NotStored;
import org.palmgateway.gateway.call.HandedBody;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.NettyDataBufferFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;

/** What comes of a body on its way into the cache; every buffer is released in every case. */
class RecordingTest {

    private static final NettyDataBufferFactory BUFFERS = new NettyDataBufferFactory(PooledByteBufAllocator.DEFAULT);

    private final List<ByteBuf> made = new ArrayList<>();
    private final InFlight room = new InFlight(1000);
    private @Nullable String kept;
    private @Nullable NotStored why;
    private int told;

    @AfterEach
    void everyBufferIsReleasedAndNoRoomIsTaken() {
        assertThat(made)
                .isNotEmpty()
                .allSatisfy(buffer -> assertThat(buffer.refCnt()).isZero());
        assertThat(room.taken()).isZero();
        assertThat(told).isEqualTo(1);
    }

    private DataBuffer piece(String text) {
        ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer();
        buffer.writeCharSequence(text, StandardCharsets.UTF_8);
        made.add(buffer);
        return BUFFERS.wrap(buffer);
    }

    private Recording recording(long expected, long longest) {
        return new Recording(expected, longest, room, new Recording.Outcome() {
            @Override
            public void kept(byte[] body) {
                told++;
                kept = new String(body, StandardCharsets.UTF_8);
            }

            @Override
            public void notKept(NotStored reason) {
                told++;
                why = reason;
            }
        });
    }

    private static Mono<String> read(Recording recording) {
        return recording
                .body()
                .map(buffer -> buffer.toString(StandardCharsets.UTF_8))
                .collectList()
                .map(pieces -> String.join("", pieces));
    }

    @Test
    void bodyIsKeptAndGivenAsItComes() {
        Recording recording = recording(6, 100);
        TestPublisher<DataBuffer> body = TestPublisher.create();
        List<String> given = new ArrayList<>();
        recording.body().subscribe(buffer -> given.add(buffer.toString(StandardCharsets.UTF_8)));
        body.subscribe(recording);

        body.next(piece("abc"));
        assertThat(given).containsExactly("abc");
        body.next(piece("def")).complete();

        assertThat(given).containsExactly("abc", "def");
        assertThat(kept).isEqualTo("abcdef");
    }

    @Test
    void callerWhoReadsNothingHoldsUpNothing() {
        Recording recording = recording(-1, 100);
        StepVerifier.FirstStep<DataBuffer> slow = StepVerifier.create(recording.body(), 0);

        Flux.just("a", "b", "c").map(this::piece).subscribe(recording);

        assertThat(kept).isEqualTo("abc");
        slow.thenRequest(3).expectNextCount(3).verifyComplete();
    }

    @Test
    void callerWhoLeavesLeavesTheBodyToTheOthers() {
        Recording recording = recording(-1, 100);
        TestPublisher<DataBuffer> body = TestPublisher.create();
        body.subscribe(recording);
        recording.body().subscribe().dispose();

        body.next(piece("abc")).complete();

        assertThat(kept).isEqualTo("abc");
    }

    @Test
    void bodyThatGrowsTooLargeGoesOnAtTheCallersPace() {
        Recording recording = recording(-1, 4);
        StepVerifier.FirstStep<String> caller =
                StepVerifier.create(recording.body().map(buffer -> buffer.toString(StandardCharsets.UTF_8)), 1);
        TestPublisher<DataBuffer> body = TestPublisher.create();
        body.subscribe(recording);
        body.next(piece("abc"), piece("def"));
        for (int i = 0; i < 6; i++) {
            body.next(piece("more"));
        }

        body.assertMaxRequested(1);
        assertThat(why).isEqualTo(NotStored.TOO_LARGE);
        body.complete();
        caller.expectNext("abc")
                .thenRequest(Long.MAX_VALUE)
                .expectNext("def")
                .expectNextCount(6)
                .verifyComplete();
    }

    @Test
    void bodyThatIsTooLargeIsReadNoFurtherWhenItsCallerLeaves() {
        Recording recording = recording(-1, 4);
        TestPublisher<DataBuffer> body = TestPublisher.create();
        body.subscribe(recording);
        body.next(piece("abcdef"));

        recording.leave();

        body.assertCancelled();
        assertThat(why).isEqualTo(NotStored.TOO_LARGE);
    }

    @Test
    void bodyForWhichThereIsNoRoomIsGivenAndNotKept() {
        assertThat(room.take(998)).isTrue();
        Recording recording = recording(-1, 100);
        Mono<String> given = read(recording);

        Flux.just(piece("abc")).subscribe(recording);

        assertThat(given.block(Duration.ofSeconds(5))).isEqualTo("abc");
        assertThat(why).isEqualTo(NotStored.NO_ROOM);
        room.giveBack(998);
    }

    @Test
    void bodyThatBreaksOffIsNotKept() {
        Recording recording = recording(-1, 100);

        Flux.concat(Flux.just(piece("abc")), Flux.error(new IOException("reset")))
                .subscribe(recording);

        StepVerifier.create(recording.body()).expectNextCount(1).verifyError(IOException.class);
        assertThat(why).isEqualTo(NotStored.INCOMPLETE);
    }

    @Test
    void bodyOfAnotherLengthThanWasSaidIsNotKept() {
        Recording recording = recording(5, 100);

        Flux.just(piece("abc")).subscribe(recording);

        assertThat(read(recording).block(Duration.ofSeconds(5))).isEqualTo("abc");
        assertThat(why).isEqualTo(NotStored.INCOMPLETE);
    }

    @Test
    void bodyThatNobodyWantsIsGivenUpWithItsConnection() {
        told = 1;
        made.add(PooledByteBufAllocator.DEFAULT.directBuffer(1));
        Sinks.One<Throwable> closed = Sinks.one();
        Mono.<Void>create(done -> new HandedBody(Flux.never(), done).giveUp())
                .subscribe(nothing -> {}, closed::tryEmitValue);
        made.get(0).release();

        assertThat(closed.asMono().block(Duration.ofSeconds(5))).isInstanceOf(CancellationException.class);
    }

    @Test
    void roomIsGivenBackOnceThoughTheCallerLeavesAtThatMoment() throws Exception {
        told = 1;
        made.add(PooledByteBufAllocator.DEFAULT.directBuffer(1));
        made.get(0).release();
        for (int round = 0; round < 200; round++) {
            InFlight all = new InFlight(5000);
            AtomicInteger ends = new AtomicInteger();
            Recording recording = new Recording(-1, 2000, all, new Recording.Outcome() {
                @Override
                public void kept(byte[] body) {
                    ends.addAndGet(10);
                }

                @Override
                public void notKept(NotStored reason) {
                    ends.incrementAndGet();
                }
            });
            TestPublisher<DataBuffer> body = TestPublisher.create();
            body.subscribe(recording);
            AtomicBoolean over = new AtomicBoolean();
            CountDownLatch leaving = new CountDownLatch(1);
            Thread leaver = new Thread(() -> {
                while (!over.get()) {
                    recording.leave();
                    leaving.countDown();
                }
            });
            leaver.start();
            leaving.await();
            for (int i = 0; i < 2001; i++) {
                body.next(BUFFERS.wrap(new byte[] {1}));
            }
            over.set(true);
            leaver.join();

            assertThat(all.taken()).isZero();
            assertThat(ends).hasValue(1);
        }
    }

    @Test
    void whatWaitsForASlowCallerTakesRoom() {
        Recording recording = recording(-1, 100);
        StepVerifier.FirstStep<DataBuffer> slow = StepVerifier.create(recording.body(), 0);

        Flux.just("abc", "def").map(this::piece).subscribe(recording);

        assertThat(kept).isEqualTo("abcdef");
        assertThat(room.taken()).isEqualTo(6);
        slow.thenRequest(1)
                .expectNextCount(1)
                .then(() -> assertThat(room.taken()).isEqualTo(3))
                .thenCancel()
                .verify();
    }

    @Test
    void bodyThatWasTakenAndStallsIsGivenUpWithItsConnection() {
        told = 1;
        DataBuffer piece = piece("abc");
        Sinks.One<Throwable> closed = Sinks.one();
        Mono.<Void>create(done -> {
                    HandedBody handed = new HandedBody(Flux.just(piece).concatWith(Flux.never()), done);
                    handed.take(Duration.ofMinutes(1)).subscribe(DataBufferUtils::release);
                    handed.giveUp();
                    handed.giveUp();
                })
                .subscribe(nothing -> {}, closed::tryEmitValue);

        assertThat(closed.asMono().block(Duration.ofSeconds(5))).isInstanceOf(CancellationException.class);
    }

    @Test
    void bodyThatIsLateIsEndedWithItsConnection() {
        told = 1;
        DataBuffer piece = piece("abc");
        Sinks.One<Throwable> closed = Sinks.one();
        Mono.<Void>create(done -> new HandedBody(Flux.just(piece).concatWith(Flux.never()), done)
                        .take(Duration.ofMillis(1))
                        .subscribe(DataBufferUtils::release))
                .subscribe(nothing -> {}, closed::tryEmitValue);

        assertThat(closed.asMono().block(Duration.ofSeconds(5))).isInstanceOf(TimeoutException.class);
    }
}
