package org.palmgateway.routes.store;

import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Refreshes a store again and again on a thread of its own until it is closed. */
public final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** Fifty times as long as a look took is a fiftieth of a processor's time. */
    private static final int REST = 50;

    /** While something may be changing for long: a fifth of a processor's time. */
    private static final int SHORT_REST = 4;

    private static final Duration LONGEST_REST = Duration.ofSeconds(1);

    private final BooleanSupplier refresh;
    private final Duration every;
    private final boolean sparing;
    private final ScheduledThreadPoolExecutor thread;

    /**
     * Starts watching.
     *
     * @param name the thread's name
     * @param refresh refreshes the store
     * @param every time between two refreshes
     */
    public Watch(String name, Runnable refresh, Duration every) {
        this(
                name,
                () -> {
                    refresh.run();
                    return false;
                },
                every,
                false);
    }

    private Watch(String name, BooleanSupplier refresh, Duration every, boolean sparing) {
        this.refresh = refresh;
        this.every = every;
        this.sparing = sparing;
        this.thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread watch = new Thread(task, name);
            watch.setDaemon(true);
            return watch;
        });
        // What is not begun when it is closed is not done any more.
        thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        schedule(every);
    }

    /**
     * Starts watching what may take long to look at. It is then looked at less often, so that this takes a small part of one processor however
     * much there is to see.
     *
     * @param name the thread's name
     * @param refresh refreshes the store; tells whether it saw something that the next look decides about
     * @param every time between two refreshes; more, up to a second, between those that take long and decide nothing
     */
    public static Watch sparing(String name, BooleanSupplier refresh, Duration every) {
        return new Watch(name, refresh, every, true);
    }

    /** What may go wrong with a look, it says itself. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void schedule(Duration after) {
        try {
            thread.schedule(this::look, after.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.trace("No further look", closed);
        }
    }

    /**
     * Returns how long to wait after a refresh that took so long.
     *
     * @param soon whether the next one decides about something
     */
    static Duration rest(Duration every, Duration took, boolean soon) {
        Duration rest = took.multipliedBy(soon ? SHORT_REST : REST);
        Duration bounded = rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
        return bounded.compareTo(every) > 0 ? bounded : every;
    }

    private void look() {
        long start = System.nanoTime();
        boolean soon = false;
        try {
            soon = refresh.getAsBoolean();
        } catch (RuntimeException | OutOfMemoryError e) {
            // An exception would end the schedule, and with it every later change, without a word.
            LOG.error("Not refreshed; the live snapshot stays", e);
        }
        schedule(sparing ? rest(every, Duration.ofNanos(System.nanoTime() - start), soon) : every);
    }

    /** Stops watching and waits for a refresh in progress. */
    @Override
    public void close() {
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
