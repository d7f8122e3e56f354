package org.palmgateway.gateway.limit;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.RateLimit;
import org.palmgateway.routes.policy.Limit;

/**
 * Chooses the limit that a caller is told of: one of them, so that programs which read the fields as a single item understand
 * them, and nobody learns about all limits of a province from one answer.
 *
 * <p>Refused: the limit that takes longest to have enough permits; until then it is no use to come back. Granted: the enforced
 * limit that leaves the fewest requests like this one, of several the one that takes longest to be full. Limits in shadow mode are
 * nobody's business but the operators'.
 *
 * <p>Quota and what remains are told in permits, as the limit is written; "requests" is what the draft calls the unit that a
 * request takes one or, as it allows, several of. Divided by the weight of the request they would be another number for every
 * route that shares the limit.
 *
 * <p>Pure functions; any thread may use them.
 */
public final class MostRestrictive {

    private MostRestrictive() {}

    /** Returns the limit to tell of, or null when no enforced limit holds. */
    public static @Nullable RateLimit of(Charge charge) {
        if (charge instanceof Charge.Refused refused) {
            @Nullable Standing longest = longestWait(refused.lacking());
            return longest == null ? null : told(longest, longest.untilEnough());
        }
        @Nullable Standing fewest = fewestLeft(charge.standings());
        return fewest == null ? null : told(fewest, fewest.untilFull());
    }

    private static RateLimit told(Standing standing, Duration reset) {
        Limit limit = standing.demand().limit().limit();
        return new RateLimit(
                standing.demand().limit().name(), limit.permits(), limit.window(), standing.remaining(), reset);
    }

    private static @Nullable Standing longestWait(List<Standing> lacking) {
        @Nullable Standing longest = null;
        for (Standing standing : lacking) {
            if (longest == null || standing.untilEnough().compareTo(longest.untilEnough()) > 0) {
                longest = standing;
            }
        }
        return longest;
    }

    private static @Nullable Standing fewestLeft(List<Standing> standings) {
        @Nullable Standing fewest = null;
        for (Standing standing : standings) {
            if (standing.demand().limit().limit().mode() == Limit.Mode.ENFORCE
                    && (fewest == null || isFewer(standing, fewest))) {
                fewest = standing;
            }
        }
        return fewest;
    }

    private static boolean isFewer(Standing one, Standing other) {
        long left = requests(one);
        long otherLeft = requests(other);
        return left != otherLeft ? left < otherLeft : one.untilFull().compareTo(other.untilFull()) > 0;
    }

    private static long requests(Standing standing) {
        return standing.remaining() / standing.demand().permits();
    }
}
