package org.palmgateway.gateway.compose;

import java.time.Duration;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Part;
import org.palmgateway.gateway.protect.Deadline;
import org.palmgateway.gateway.protect.PreferWait;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.index.CompiledRoute;
import org.springframework.http.HttpHeaders;

/**
 * How long a call and its branches may take. Branches end a little before the call, so that its answer leaves in time.
 *
 * @param deadline until when the call has to be answered
 */
record CallTime(Deadline deadline) {

    private static final Duration LONGEST_RESERVE = Duration.ofMillis(40);
    private static final int SHARE_OF_RESERVE = 10;

    /** How much later than its own end a branch is cut off that has not noticed it: whatever is late by itself says more. */
    private static final Duration LONGEST_GRACE = Duration.ofMillis(10);

    private static final int SHARE_OF_GRACE = 30;

    static CallTime of(Facts facts, HttpHeaders asked) {
        return new CallTime(Deadline.of(
                facts.started(),
                facts.appliedPolicy().deadline(),
                facts.route().route().timeouts().response(),
                PreferWait.of(asked.getOrEmpty("Prefer"))));
    }

    /** Returns until when all branches have to have ended, counted from the call's arrival. */
    Duration ofBranches() {
        return deadline.total().minus(atMost(LONGEST_RESERVE, SHARE_OF_RESERVE));
    }

    private Duration atMost(Duration longest, int share) {
        Duration part = deadline.total().dividedBy(share);
        return part.compareTo(longest) < 0 ? part : longest;
    }

    /**
     * Returns what is asked of a branch.
     *
     * @param composed the route that it belongs to
     * @param nowNanos when it starts, of {@link System#nanoTime()}
     */
    Part part(Branch branch, CompiledRoute composed, long nowNanos) {
        Duration own = Duration.ofNanos(nowNanos - deadline.startedNanos()).plus(branch.timeout());
        Duration latest = ofBranches();
        return new Part(
                own.compareTo(latest) < 0 ? own : latest,
                branch.attempts(),
                !branch.isRequired(),
                called -> composed.mayCall(branch, called));
    }

    /** Returns after how long a branch is cut off, from a moment of {@link System#nanoTime()}; zero when it need not even start. */
    Duration left(Part part, long nowNanos) {
        Duration left = new Deadline(deadline.startedNanos(), part.within()).timeLeft(nowNanos);
        return left.isZero() ? left : left.plus(atMost(LONGEST_GRACE, SHARE_OF_GRACE));
    }
}
