package org.palmgateway.gateway.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where several nodes count together, under {@code palm.limits.redis}.
 *
 * @param uri the server, such as {@code redis://:password@10.0.0.8:6379/0}; default none: each node counts by itself; never shown
 * @param nodes how many nodes share the limits; without the server each enforces its share of them; default 1
 * @param patience how long a request may wait for the server before it is decided by the node's share, 1 ms to 50 ms; default 40 ms
 */
public record RedisSettings(
        @Nullable URI uri,
        @DefaultValue("1") int nodes,
        @DefaultValue("40ms") Duration patience) {

    private static final int MOST_NODES = 1000;

    /** Checks the values. */
    public RedisSettings {
        boolean redis = uri == null || "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
        if (!redis || (uri != null && uri.getHost() == null)) {
            throw new InvalidSetting(
                    "palm.limits.redis.uri",
                    "not shown, since it may hold a password",
                    "redis://host:port or rediss://host:port, with :password@ before the host if there is one");
        }
        if (nodes < 1 || nodes > MOST_NODES) {
            throw new InvalidSetting("palm.limits.redis.nodes", nodes, "1 to " + MOST_NODES);
        }
        if (patience.compareTo(Duration.ofMillis(1)) < 0 || patience.compareTo(Duration.ofMillis(50)) > 0) {
            throw new InvalidSetting("palm.limits.redis.patience", patience, "1ms to 50ms");
        }
    }

    @Override
    public String toString() {
        return "RedisSettings[" + (uri == null ? "none" : uri.getHost() + ":" + uri.getPort()) + ", nodes=" + nodes
                + ", patience=" + patience + "]";
    }
}
