package org.palmgateway.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How limits are counted, under {@code palm.limits}.
 *
 * @param maximumKeys how many buckets this node keeps; the ones used least are forgotten, which lets their subjects start with a full
 *     bucket; default 1,000,000
 * @param redis where several nodes count together; default nowhere, each by itself
 */
public record LimitSettings(
        @DefaultValue("1000000") long maximumKeys,
        @DefaultValue RedisSettings redis) {

    private static final long MOST = 100_000_000;

    /** Checks the number. */
    public LimitSettings {
        if (maximumKeys < 1000 || maximumKeys > MOST) {
            throw new InvalidSetting("palm.limits.maximum-keys", maximumKeys, "1000 to " + MOST);
        }
    }
}
