package org.palmgateway.routes.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes a store again and again on a thread of its own until it is closed. */
public final class BundleWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(BundleWatch.class);

    private final BundleStore store;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> looks;

    /**
     * Starts watching.
     *
     * @param store the store to refresh
     * @param every time between two looks; a change is live after two of them
     */
    public BundleWatch(BundleStore store, Duration every) {
        this.store = store;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watch = new Thread(task, "palm-bundles");
            watch.setDaemon(true);
            return watch;
        });
        this.looks = thread.scheduleWithFixedDelay(this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        try {
            store.refresh();
        } catch (RuntimeException | OutOfMemoryError e) {
            // An exception would end the schedule, and with it every later change, without a word.
            LOG.error("Bundles could not be refreshed; the live snapshot stays", e);
        }
    }

    /** Stops watching and waits for a refresh in progress. */
    @Override
    public void close() {
        looks.cancel(false);
        thread.shutdown();
        try {
            if (!thread.awaitTermination(5, TimeUnit.SECONDS)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException e) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
