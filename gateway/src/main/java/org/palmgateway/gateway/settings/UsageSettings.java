package org.palmgateway.gateway.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How it is counted what applications call, under {@code palm.usage}. Nothing is counted on a node without a registry.
 *
 * @param every how often a node brings its counts to the registry, 1 s to 5 min; what it has counted since is lost when it is killed;
 *     default 5 s
 * @param kept how long counts are kept, 1 h to 10 years; default 90 days
 * @param maximumKeys how many combinations of application and route a node counts in an hour, 1000 to 1,000,000; default 100,000
 */
public record UsageSettings(
        @DefaultValue("5s") Duration every,
        @DefaultValue("90d") Duration kept,
        @DefaultValue("100000") int maximumKeys) {

    private static final int MOST = 1_000_000;

    /** Checks the times and the number. */
    public UsageSettings {
        if (every.compareTo(Duration.ofSeconds(1)) < 0 || every.compareTo(Duration.ofMinutes(5)) > 0) {
            throw new InvalidSetting("palm.usage.every", every, "1s to 5m");
        }
        if (kept.compareTo(Duration.ofHours(1)) < 0 || kept.compareTo(Duration.ofDays(3650)) > 0) {
            throw new InvalidSetting("palm.usage.kept", kept, "1h to 3650d");
        }
        if (maximumKeys < 1000 || maximumKeys > MOST) {
            throw new InvalidSetting("palm.usage.maximum-keys", maximumKeys, "1000 to " + MOST);
        }
    }
}
