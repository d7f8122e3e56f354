package org.palmgateway.gateway.compose;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.call.Arrived;
import org.palmgateway.gateway.call.HandedBody;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.protect.Deadline;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;
import reactor.core.scheduler.Scheduler;

/**
 * Takes in the answer to one request, up to a number of octets, and releases every piece as soon as it is copied. For one request; cancelled
 * from any thread.
 */
final class Receiving {

    private final MonoSink<Received> sink;
    private final String department;
    private final Room room;
    private final Deadline deadline;
    private final Scheduler timer;
    private final AtomicReference<@Nullable HandedBody> body = new AtomicReference<>();
    private final AtomicBoolean over = new AtomicBoolean();

    /**
     * Makes it.
     *
     * @param sink who waits for the answer
     * @param department the department that answers, for what is said when it does not
     * @param room how many octets there may be
     * @param deadline until when the whole answer must have come
     * @param timer ends it then
     */
    Receiving(MonoSink<Received> sink, String department, Room room, Deadline deadline, Scheduler timer) {
        this.sink = sink;
        this.department = department;
        this.room = room;
        this.deadline = deadline;
        this.timer = timer;
    }

    void arrived(Arrived answer) {
        body.set(answer.body());
        long length = answer.headers().getContentLength();
        if (length > room.ofOne()) {
            tooLarge();
            return;
        }
        answer.body()
                .take(deadline.timeLeft(System.nanoTime()), timer)
                .subscribe(new Pieces(answer, new Octets(length)));
    }

    /** Takes the pieces of a body; all of them, since none is anybody else's. */
    private final class Pieces extends BaseSubscriber<DataBuffer> {

        private final Arrived answer;
        private final Octets octets;
        private boolean tooLarge;

        Pieces(Arrived answer, Octets octets) {
            this.answer = answer;
            this.octets = octets;
        }

        @Override
        protected void hookOnNext(DataBuffer piece) {
            int size = piece.readableByteCount();
            if (tooLarge) {
                // Its connection is being closed, and this was on its way.
                DataBufferUtils.release(piece);
            } else if (octets.size() + size > room.ofOne() || !room.take(size)) {
                tooLarge = true;
                DataBufferUtils.release(piece);
                room.giveBack(octets.size());
                tooLarge();
            } else {
                octets.add(piece);
            }
        }

        @Override
        protected void hookOnComplete() {
            if (over.compareAndSet(false, true)) {
                @Nullable String type = answer.headers().getFirst(HttpHeaders.CONTENT_TYPE);
                Content content = new Content(octets.all(), type == null ? "" : type);
                sink.success(new Received(answer.status(), answer.headers(), content));
            }
        }

        @Override
        protected void hookOnError(Throwable error) {
            if (!tooLarge) {
                room.giveBack(octets.size());
                failed(error);
            }
        }
    }

    private void tooLarge() {
        end(new ProblemException(new ComposeProblem.Unreadable(department, "too-large")));
        giveUp();
    }

    /** Of all that goes wrong only the first is told; what follows from that is nobody's business. */
    private void end(Throwable why) {
        if (over.compareAndSet(false, true)) {
            sink.error(why);
        }
    }

    /** The exchange failed, before its answer or in the middle of it. */
    void failed(Throwable error) {
        if (deadline.isOver(System.nanoTime())) {
            // What it is called must not depend on which of several timers was first.
            end(new ProblemException(new TrafficProblem.DeadlineExceeded(department)));
        } else if (error instanceof ProblemException || body.get() == null) {
            end(error);
        } else {
            end(new ProblemException(new TrafficProblem.DepartmentFailed(ProblemKind.DEPARTMENT_CLOSED, department)));
        }
    }

    /** The exchange is over, with an answer or without. */
    void ended() {
        if (body.get() == null) {
            end(new IllegalStateException("A department's exchange ended without an answer."));
        }
    }

    /** Nobody waits any more. */
    void cancel(Disposable exchange) {
        over.set(true);
        if (!giveUp()) {
            exchange.dispose();
        }
    }

    private boolean giveUp() {
        @Nullable HandedBody handed = body.get();
        if (handed != null) {
            handed.giveUp();
        }
        return handed != null;
    }
}
