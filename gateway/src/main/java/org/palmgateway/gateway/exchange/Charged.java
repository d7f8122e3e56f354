package org.palmgateway.gateway.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.RateLimit;

/**
 * What a request has been charged.
 *
 * @param standing how the most restrictive of its limits stands; null when it has none
 * @param keys the buckets it has been charged to, so that it is charged to each only once whatever other route it takes
 */
public record Charged(@Nullable RateLimit standing, List<?> keys) {

    /** Copies the keys. */
    public Charged {
        keys = List.copyOf(keys);
    }
}
