package org.palmgateway.gateway.exchange;

import java.time.Duration;
import java.util.function.Predicate;
import org.palmgateway.routes.index.CompiledRoute;

/**
 * What a composed call asks of one of its parts.
 *
 * @param within how long after the call's arrival the part's answer has to begin at the latest
 * @param attempts how often it is sent at most
 * @param optional whether the call can do without it
 * @param allowed which routes may answer it, besides the one that was chosen
 */
public record Part(Duration within, int attempts, boolean optional, Predicate<CompiledRoute> allowed) {}
