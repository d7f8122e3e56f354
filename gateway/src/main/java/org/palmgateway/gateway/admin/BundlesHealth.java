package org.palmgateway.gateway.admin;

import java.util.Map;
import java.util.TreeMap;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.stereotype.Component;

/**
 * Shows the snapshot and the quarantine in health details. A quarantined bundle does not make the node unhealthy: everything
 * else is served, and a restart would change nothing.
 */
@Component("bundles")
public final class BundlesHealth implements HealthIndicator {

    private final LiveSnapshot live;

    /**
     * Makes the indicator.
     *
     * @param live where the snapshot in use is found
     */
    public BundlesHealth(LiveSnapshot live) {
        this.live = live;
    }

    @Override
    public Health health() {
        Snapshot snapshot = live.current();
        Map<String, Object> quarantined = new TreeMap<>();
        snapshot.quarantined()
                .forEach((owner, quarantine) -> quarantined.put(
                        owner,
                        quarantine.problems().stream()
                                .map(DocumentProblem::toString)
                                .toList()));
        return Health.up()
                .withDetail("revision", snapshot.revision())
                .withDetail("bundles", snapshot.bundles().size())
                .withDetail("routes", snapshot.size())
                .withDetail("quarantined", quarantined)
                .build();
    }
}
