package org.palmgateway.gateway.exchange;

import java.time.Duration;
import java.util.function.Predicate;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.Priority;

/**
 * What a composed call asks of one of its parts.
 *
 * @param within how long after the call's arrival the part's answer has to begin at the latest
 * @param attempts how often it is sent at most
 * @param optional whether the call can do without it
 * @param allowed which routes may answer it, besides the one that was chosen
 */
public record Part(Duration within, int attempts, boolean optional, Predicate<CompiledRoute> allowed) {

    /** Returns the next lower priority, so that what a call can do without is shed before what it needs. */
    Priority lowered(Priority priority) {
        return priority == Priority.CRITICAL ? Priority.NORMAL : Priority.BULK;
    }
}
