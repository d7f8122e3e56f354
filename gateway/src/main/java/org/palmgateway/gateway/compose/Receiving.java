package org.palmgateway.gateway.compose;

import java.time.Duration;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.call.Arrived;
import org.palmgateway.gateway.call.HandedBody;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import reactor.core.Disposable;
import reactor.core.publisher.BaseSubscriber;
import reactor.core.publisher.MonoSink;

/**
 * Takes in the answer to one request, up to a number of octets, and releases every piece as soon as it is copied. For one request; cancelled
 * from any thread.
 */
final class Receiving {

    private final MonoSink<Received> sink;
    private final String department;
    private final Room room;
    private final Duration within;
    private final AtomicReference<@Nullable HandedBody> body = new AtomicReference<>();
    private final AtomicBoolean told = new AtomicBoolean();

    /**
     * Makes it.
     *
     * @param sink who waits for the answer
     * @param department the department that answers, for what is said when it does not
     * @param room how many octets there may be
     * @param within how long the whole answer may take from now on
     */
    Receiving(MonoSink<Received> sink, String department, Room room, Duration within) {
        this.sink = sink;
        this.department = department;
        this.room = room;
        this.within = within;
    }

    void arrived(Arrived answer) {
        body.set(answer.body());
        long length = answer.headers().getContentLength();
        if (length > room.ofOne()) {
            tooLarge();
            return;
        }
        Octets octets = new Octets(length);
        answer.body().take(within).subscribe(new BaseSubscriber<DataBuffer>() {
            @Override
            protected void hookOnNext(DataBuffer piece) {
                int size = piece.readableByteCount();
                if (octets.size() + size > room.ofOne() || !room.take(size)) {
                    DataBufferUtils.release(piece);
                    tooLarge();
                    return;
                }
                octets.add(piece);
            }

            @Override
            protected void hookOnComplete() {
                @Nullable String type = answer.headers().getFirst(HttpHeaders.CONTENT_TYPE);
                Content content = new Content(octets.all(), type == null ? "" : type);
                if (told.compareAndSet(false, true)) {
                    sink.success(new Received(answer.status(), answer.headers(), content));
                }
            }

            @Override
            protected void hookOnError(Throwable error) {
                failed(error);
            }
        });
    }

    private void tooLarge() {
        fail(new ProblemException(new ComposeProblem.Unreadable(department, "too-large")));
        giveUp();
    }

    /** The exchange failed, before its answer or in the middle of it; both the exchange and its body may say so. */
    void failed(Throwable error) {
        if (error instanceof ProblemException) {
            fail(error);
        } else if (error instanceof TimeoutException) {
            fail(new ProblemException(new TrafficProblem.DeadlineExceeded(department)));
        } else if (body.get() == null) {
            fail(error);
        } else {
            fail(new ProblemException(new TrafficProblem.DepartmentFailed(ProblemKind.DEPARTMENT_CLOSED, department)));
        }
    }

    /** The exchange is over, with an answer or without. */
    void ended() {
        if (body.get() == null) {
            fail(new IllegalStateException("A department's exchange ended without an answer."));
        }
    }

    private void fail(Throwable error) {
        if (told.compareAndSet(false, true)) {
            sink.error(error);
        }
    }

    /** Nobody waits any more. */
    void cancel(Disposable exchange) {
        told.set(true);
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
