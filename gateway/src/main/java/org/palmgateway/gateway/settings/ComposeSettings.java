package org.palmgateway.gateway.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of composed calls is read, under {@code palm.compose}.
 *
 * @param maximumRequest the longest body of a caller that is read; default 256KB
 * @param maximumBranch the longest answer to one call of a branch that is read; default 1MB
 * @param maximumBranches how long the answers to all branches of one call may be together; default 4MB
 */
public record ComposeSettings(
        @DefaultValue("256KB") DataSize maximumRequest,
        @DefaultValue("1MB") DataSize maximumBranch,
        @DefaultValue("4MB") DataSize maximumBranches) {

    private static final DataSize LEAST = DataSize.ofKilobytes(1);
    private static final DataSize MOST = DataSize.ofMegabytes(64);

    /** Checks the numbers. */
    public ComposeSettings {
        check("palm.compose.maximum-request", maximumRequest);
        check("palm.compose.maximum-branch", maximumBranch);
        check("palm.compose.maximum-branches", maximumBranches);
        if (maximumBranches.compareTo(maximumBranch) < 0) {
            throw new InvalidSetting(
                    "palm.compose.maximum-branches", maximumBranches, "at least palm.compose.maximum-branch");
        }
    }

    private static void check(String name, DataSize size) {
        if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
            throw new InvalidSetting(name, size, "1KB to 64MB");
        }
    }
}
