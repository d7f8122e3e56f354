package org.palmgateway.gateway.compose;

import java.time.Duration;
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
                sink.success(new Received(answer.status(), answer.headers(), content));
            }

            @Override
            protected void hookOnError(Throwable error) {
                failed(error);
            }
        });
    }

    private void tooLarge() {
        sink.error(new ProblemException(new ComposeProblem.Unreadable(department, "too-large")));
        giveUp();
    }

    /** The exchange failed, before its answer or in the middle of it. */
    void failed(Throwable error) {
        if (error instanceof ProblemException) {
            sink.error(error);
        } else if (error instanceof java.util.concurrent.TimeoutException) {
            sink.error(new ProblemException(new TrafficProblem.DeadlineExceeded(department)));
        } else if (body.get() == null) {
            sink.error(error);
        } else {
            sink.error(new ProblemException(
                    new TrafficProblem.DepartmentFailed(ProblemKind.DEPARTMENT_CLOSED, department)));
        }
    }

    /** The exchange is over, with an answer or without. */
    void ended() {
        if (body.get() == null) {
            sink.error(new IllegalStateException("A department's exchange ended without an answer."));
        }
    }

    /** Nobody waits any more. */
    void cancel(Disposable exchange) {
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
