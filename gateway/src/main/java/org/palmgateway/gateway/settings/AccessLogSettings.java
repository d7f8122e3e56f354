package org.palmgateway.gateway.settings;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The record of requests, under {@code palm.access-log}: one JSON object a line.
 *
 * @param enabled whether requests are recorded; default false
 * @param file the file that lines are appended to; default none, which means standard output
 * @param pending the most records that may wait to be written; further ones are counted and dropped; default 10,000
 */
public record AccessLogSettings(
        @DefaultValue("false") boolean enabled,
        @Nullable Path file,
        @DefaultValue("10000") int pending) {

    /** Checks the bound. */
    public AccessLogSettings {
        if (pending < 1 || pending > 1_000_000) {
            throw new InvalidSetting("palm.access-log.pending", pending, "1 to 1000000");
        }
    }
}
