package org.palmgateway.gateway.settings;

import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much of composed calls is read, and where they are tried, under {@code palm.compose}.
 *
 * @param maximumRequest the longest body of a caller that is read; default 256KB
 * @param maximumBranch the longest answer to one call of a branch that is read; default 1MB
 * @param maximumBranches how long the answers to all branches of one call may be together; default 4MB
 * @param sandbox where departments are acted, each below its id, for dry runs of compositions; null when nowhere
 */
public record ComposeSettings(
        @DefaultValue("256KB") DataSize maximumRequest,
        @DefaultValue("1MB") DataSize maximumBranch,
        @DefaultValue("4MB") DataSize maximumBranches,
        @Nullable URI sandbox) {

    private static final DataSize LEAST = DataSize.ofKilobytes(1);
    private static final DataSize MOST = DataSize.ofMegabytes(64);

    /** Checks the numbers and the address. */
    public ComposeSettings {
        check("palm.compose.maximum-request", maximumRequest);
        check("palm.compose.maximum-branch", maximumBranch);
        check("palm.compose.maximum-branches", maximumBranches);
        if (maximumBranches.compareTo(maximumBranch) < 0) {
            throw new InvalidSetting(
                    "palm.compose.maximum-branches", maximumBranches, "at least palm.compose.maximum-branch");
        }
        if (sandbox != null && !isPlainAddress(sandbox)) {
            throw new InvalidSetting(
                    "palm.compose.sandbox",
                    sandbox.getRawUserInfo() == null ? sandbox : "not shown, since it may hold a password",
                    "an address with a host and perhaps a path, such as http://127.0.0.1:9100");
        }
    }

    private static boolean isPlainAddress(URI uri) {
        boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
        boolean more = uri.getRawUserInfo() != null || uri.getRawQuery() != null || uri.getRawFragment() != null;
        return http && uri.getHost() != null && !more;
    }

    private static void check(String name, DataSize size) {
        if (size.compareTo(LEAST) < 0 || size.compareTo(MOST) > 0) {
            throw new InvalidSetting(name, size, "1KB to 64MB");
        }
    }
}
