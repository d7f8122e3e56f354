package org.palmgateway.gateway.forward;

import java.time.Duration;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.protect.Call;
import org.palmgateway.gateway.protect.ConcurrencyLimiter.Permit;
import org.palmgateway.gateway.protect.DepartmentLoad;
import org.palmgateway.routes.model.Upstream;

/**
 * One sending of a request to one upstream. Whatever comes of it is reported to the department's load exactly once.
 *
 * @param load the department's load
 * @param permit the leave to have one more call under way
 * @param upstream where it goes
 * @param call the call there
 * @param sentNanos when it was sent, of {@link System#nanoTime()}
 */
record Attempt(DepartmentLoad load, Permit permit, Upstream upstream, Call call, long sentNanos) {

    /** The department's answer has begun. */
    void answered(int status, long nowNanos) {
        Duration took = Duration.ofNanos(nowNanos - sentNanos);
        if (isFailure(status)) {
            call.failed(took);
        } else {
            call.succeeded(took);
            load.fastestAnswer().seen(took);
        }
        if (Repeatable.status(status)) {
            permit.dropped();
        } else {
            permit.succeeded();
        }
    }

    /** A server error says that the upstream is not well, unless it says that it was never meant to do such a thing. */
    private static boolean isFailure(int status) {
        return status >= 500 && status != 501 && status != 505;
    }

    /** The department did not do its part. */
    void failed(ProblemKind kind, long nowNanos) {
        call.failed(Duration.ofNanos(nowNanos - sentNanos));
        if (kind == ProblemKind.DEPARTMENT_NONSENSE) {
            permit.ignored();
        } else {
            permit.dropped();
        }
    }

    /**
     * The request's time is over.
     *
     * @param byCaller whether it was the caller who gave it so little, which must not count against the department unless it is slow
     *     by its own measure as well
     */
    void outOfTime(boolean byCaller, long nowNanos) {
        Duration took = Duration.ofNanos(nowNanos - sentNanos);
        boolean slow = took.compareTo(load.settings().breaker().slowAfter()) >= 0;
        if (byCaller && !slow) {
            released();
        } else {
            call.failed(took);
            permit.dropped();
        }
    }

    /** Nothing was learnt of the department. */
    void released() {
        call.released();
        permit.ignored();
    }
}
