package org.palmgateway.gateway.plane;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.palmgateway.gateway.answer.UsageCounts;
import org.palmgateway.gateway.settings.UsageSettings;
import org.palmgateway.routes.registry.RegistryRefused;
import org.palmgateway.routes.registry.Usage;
import org.palmgateway.routes.registry.UsageCount;
import org.palmgateway.routes.store.Watch;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings what this node has counted to the registry, every few seconds and when it stops. */
final class UsageFlush implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(UsageFlush.class);
    private static final long HOUR = Duration.ofHours(1).toMillis();

    private final UsageCounts counts;
    private final Usage usage;
    private final Duration kept;
    private final Clock clock;
    private final Watch watch;
    private long forgotten;

    UsageFlush(UsageCounts counts, Usage usage, UsageSettings settings, Clock clock) {
        this.counts = counts;
        this.usage = usage;
        this.kept = settings.kept();
        this.clock = clock;
        this.watch = new Watch("palm-usage", this::flush, settings.every());
    }

    /** On the watch's thread, and once on the one that stops the node when the watch has not ended in time; never on an event loop. */
    private synchronized void flush() {
        List<UsageCount> taken = counts.take();
        try {
            if (!taken.isEmpty()) {
                usage.add(taken);
            }
            forget();
        } catch (RegistryRefused e) {
            counts.putBack(taken);
            LOG.debug("The registry does not answer; what was counted is brought later", e);
        } catch (RuntimeException e) {
            counts.putBack(taken);
            throw e;
        }
    }

    private void forget() {
        long before = Math.floorDiv(clock.millis() - kept.toMillis(), HOUR);
        if (before > forgotten) {
            usage.forget(before);
            forgotten = before;
        }
    }

    @Override
    public void close() {
        watch.close();
        flush();
    }
}
