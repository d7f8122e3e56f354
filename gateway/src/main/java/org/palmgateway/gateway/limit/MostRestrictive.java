package org.palmgateway.gateway.limit;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.routes.policy.Limit;

/** Picks the limit that a caller is told of. Pure functions. */
final class MostRestrictive {

    private MostRestrictive() {}

    /** Returns the limit that refused and takes longest to let the request in: whoever waits for it passes all the others. */
    static RateLimit of(Charge.Refused refused) {
        Standing longest = refused.lacking().get(0);
        return told(longest, longest.untilEnough());
    }

    /** Returns the enforced limit with the fewest requests left, of equals the one that takes longest to fill; empty when there is none. */
    static Optional<RateLimit> of(Charge.Granted granted) {
        @Nullable Standing least = null;
        for (Standing standing : granted.standings()) {
            boolean enforced = standing.demand().limit().limit().mode() == Limit.Mode.ENFORCE;
            if (enforced && (least == null || compare(standing, least) < 0)) {
                least = standing;
            }
        }
        return least == null ? Optional.empty() : Optional.of(told(least, least.untilFull()));
    }

    private static int compare(Standing one, Standing other) {
        int byRequests = Long.compare(
                one.remaining() / one.demand().permits(),
                other.remaining() / other.demand().permits());
        return byRequests != 0 ? byRequests : other.untilFull().compareTo(one.untilFull());
    }

    private static RateLimit told(Standing standing, Duration reset) {
        Limit limit = standing.demand().limit().limit();
        return new RateLimit(
                standing.demand().key().limit(), limit.permits(), limit.window(), standing.remaining(), reset);
    }
}
