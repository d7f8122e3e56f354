package org.palmgateway.gateway.settings;

import java.nio.file.Path;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much is kept of departments' answers, under {@code palm.cache}.
 *
 * @param maximumSize the memory that it may take, keys and fields included; default 256MB
 * @param maximumEntry the largest body that is kept; larger ones stream past; default 1MB
 * @param maximumVariants the most responses of one address, route and audience that differ by what they vary by; default 16
 * @param state directory of what must outlive a restart: which routes were found to share too much; default {@code data/cache}
 */
public record CacheSettings(
        @DefaultValue("256MB") DataSize maximumSize,
        @DefaultValue("1MB") DataSize maximumEntry,
        @DefaultValue("16") int maximumVariants,
        @DefaultValue("data/cache") Path state) {

    private static final DataSize LEAST = DataSize.ofMegabytes(1);
    private static final DataSize MOST = DataSize.ofTerabytes(1);
    private static final DataSize LARGEST_ENTRY = DataSize.ofMegabytes(64);
    private static final int MOST_VARIANTS = 256;

    /** Checks the numbers. */
    public CacheSettings {
        if (maximumSize.compareTo(LEAST) < 0 || maximumSize.compareTo(MOST) > 0) {
            throw new InvalidSetting("palm.cache.maximum-size", maximumSize, "1MB to 1TB");
        }
        DataSize half = DataSize.ofBytes(maximumSize.toBytes() / 2);
        if (maximumEntry.toBytes() < 1
                || maximumEntry.compareTo(LARGEST_ENTRY) > 0
                || maximumEntry.compareTo(half) > 0) {
            throw new InvalidSetting(
                    "palm.cache.maximum-entry", maximumEntry, "1B to 64MB and at most half of palm.cache.maximum-size");
        }
        if (maximumVariants < 1 || maximumVariants > MOST_VARIANTS) {
            throw new InvalidSetting("palm.cache.maximum-variants", maximumVariants, "1 to " + MOST_VARIANTS);
        }
        if (state.toString().isBlank()) {
            throw new InvalidSetting("palm.cache.state", "empty", "a directory, such as /var/lib/palm/cache");
        }
    }
}
