package org.palmgateway.gateway.settings;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where routes come from, under {@code palm.bundles}.
 *
 * @param directory the watched directory of bundles; default {@code bundles}
 * @param state where the last good snapshot is kept; default {@code data/last-good}
 * @param lookEvery time between two looks at the directory, at most 1 s so that a change is live within 2 s; default 100 ms
 * @param divisions a table of regions (CSV) in the place of the one for Zhejiang that comes along; default none
 */
public record BundleSettings(
        @DefaultValue("bundles") Path directory,
        @DefaultValue("data/last-good") Path state,
        @DefaultValue("100ms") Duration lookEvery,
        @Nullable Path divisions) {

    /** Checks the interval. */
    public BundleSettings {
        if (directory.toString().isBlank()) {
            throw new InvalidSetting("palm.bundles.directory", "empty", "a directory, such as /etc/palm/bundles");
        }
        if (lookEvery.compareTo(Duration.ofMillis(10)) < 0 || lookEvery.compareTo(Duration.ofSeconds(1)) > 0) {
            throw new InvalidSetting("palm.bundles.look-every", lookEvery, "10ms to 1s");
        }
    }
}
