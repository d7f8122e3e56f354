package org.palmgateway.gateway.cache;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.palmgateway.gateway.cache.rule.NotStored;
import org.reactivestreams.Subscription;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Sinks;

/**
 * Keeps a body while it streams to the caller it was fetched for, whose pace does not matter: it is read as fast as it comes, up to the
 * largest that is kept. One that turns out to be larger is not kept, and goes on at the caller's pace.
 *
 * <p>Buffers are copied and released as they come. Reading is one thing after the other; the caller may be on another thread. What waits for
 * the caller takes room as well, so that many who read nothing leave no room for keeping rather than no memory.
 */
final class Recording extends BaseSubscriber<DataBuffer> {

    /** How many pieces may wait for the caller when nothing is kept any more. */
    private static final int AHEAD = 8;

    private final long expected;
    private final long longest;
    private final InFlight room;
    private final Outcome outcome;
    private final Sinks.Many<DataBuffer> caller = Sinks.many().unicast().onBackpressureBuffer();
    private final AtomicInteger waiting = new AtomicInteger();
    /** Octets that wait for the caller and take room for that, beside the room that they take for being kept. */
    private final AtomicLong owed = new AtomicLong();

    private final AtomicBoolean asked = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();
    private final List<byte[]> pieces = new ArrayList<>();
    private long length;
    private volatile boolean keeping = true;
    private volatile boolean left;

    /** Told how it ended, exactly once. */
    interface Outcome {
        /** All of it is there. */
        void kept(byte[] body);

        /** It is not kept. */
        void notKept(NotStored why);
    }

    /**
     * Makes one.
     *
     * @param expected how many octets there are to be; negative when that is not known
     * @param longest how many are kept
     * @param room where they are kept meanwhile
     * @param outcome told how it ended
     */
    Recording(long expected, long longest, InFlight room, Outcome outcome) {
        this.expected = expected;
        this.longest = longest;
        this.room = room;
        this.outcome = outcome;
    }

    /** Returns the body for the caller; to be subscribed to once, or {@link #leave} to be called. */
    Flux<DataBuffer> body() {
        return caller.asFlux()
                .doOnNext(piece -> {
                    waiting.decrementAndGet();
                    taken(piece.readableByteCount());
                    askForMore();
                })
                .doOnCancel(this::leave);
    }

    /** Notes that the caller has gone. */
    void leave() {
        left = true;
        room.giveBack(owed.getAndSet(0));
        if (!keeping) {
            cancel();
        }
    }

    @Override
    protected void hookOnSubscribe(Subscription subscription) {
        asked.set(true);
        subscription.request(1);
    }

    @Override
    protected void hookOnNext(DataBuffer buffer) {
        byte[] piece = new byte[buffer.readableByteCount()];
        buffer.read(piece);
        DataBufferUtils.release(buffer);
        length += piece.length;
        if (keeping) {
            keep(piece);
        }
        if (!left) {
            waiting.incrementAndGet();
            if (keeping) {
                owe(piece.length);
            }
            caller.tryEmitNext(DefaultDataBufferFactory.sharedInstance.wrap(piece));
        }
        asked.set(false);
        askForMore();
    }

    private void owe(int octets) {
        room.hold(octets);
        owed.addAndGet(octets);
        if (left) {
            room.giveBack(owed.getAndSet(0));
        }
    }

    /** What took room was sent before what does not, so it is taken first as well. */
    private void taken(int octets) {
        long before = owed.getAndUpdate(most -> Math.max(0, most - octets));
        room.giveBack(Math.min(before, octets));
    }

    private void keep(byte[] piece) {
        if (length > longest) {
            stopKeeping(NotStored.TOO_LARGE);
        } else if (!room.take(piece.length)) {
            stopKeeping(NotStored.NO_ROOM);
        } else {
            pieces.add(piece);
        }
    }

    private void stopKeeping(NotStored why) {
        keeping = false;
        release();
        if (over.compareAndSet(false, true)) {
            outcome.notKept(why);
        }
    }

    private void release() {
        for (byte[] piece : pieces) {
            room.giveBack(piece.length);
        }
        pieces.clear();
    }

    private void askForMore() {
        if (!keeping && left) {
            cancel();
        } else if ((keeping || waiting.get() < AHEAD) && asked.compareAndSet(false, true)) {
            request(1);
        }
    }

    @Override
    protected void hookOnComplete() {
        if (keeping && (expected < 0 || expected == length)) {
            byte[] body = joined();
            keeping = false;
            release();
            if (over.compareAndSet(false, true)) {
                outcome.kept(body);
            }
        } else {
            stopKeeping(NotStored.INCOMPLETE);
        }
        caller.tryEmitComplete();
    }

    private byte[] joined() {
        byte[] body = new byte[(int) length];
        int at = 0;
        for (byte[] piece : pieces) {
            System.arraycopy(piece, 0, body, at, piece.length);
            at += piece.length;
        }
        return body;
    }

    @Override
    protected void hookOnError(Throwable error) {
        stopKeeping(NotStored.INCOMPLETE);
        caller.tryEmitError(error);
    }
}
