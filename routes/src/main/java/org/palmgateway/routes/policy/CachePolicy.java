package org.palmgateway.routes.policy;

import java.time.Duration;

/**
 * How answers are kept on routes that say for whom they may be.
 *
 * @param enabled whether they are kept at all
 * @param maximumAge the longest time that an answer counts as fresh, whatever its department says
 * @param staleWhileRevalidate how long after that it is still given while a newer one is fetched, unless its department says for how long
 * @param staleIfError how long after that it is given when its department fails, unless its department says for how long
 * @param checkEvery of how many answers shared from the cache one is compared with what its very caller would have got; 0 for none
 * @param checkBudget the most comparisons for a route in a minute
 */
public record CachePolicy(
        boolean enabled,
        Duration maximumAge,
        Duration staleWhileRevalidate,
        Duration staleIfError,
        int checkEvery,
        int checkBudget) {}
