package org.palmgateway.routes.store;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes a store again and again on a thread of its own until it is closed. */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    private final Runnable refresh;
    private final ScheduledExecutorService thread;
    private final ScheduledFuture<?> looks;

    /**
     * Starts watching.
     *
     * @param name the thread's name
     * @param refresh refreshes the store
     * @param every time between two refreshes
     */
    public Watch(String name, Runnable refresh, Duration every) {
        this.refresh = refresh;
        this.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread watch = new Thread(task, name);
            watch.setDaemon(true);
            return watch;
        });
        this.looks = thread.scheduleWithFixedDelay(this::look, every.toNanos(), every.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void look() {
        try {
            refresh.run();
        } catch (RuntimeException | OutOfMemoryError e) {
            // An exception would end the schedule, and with it every later change, without a word.
            LOG.error("Not refreshed; the live snapshot stays", e);
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
