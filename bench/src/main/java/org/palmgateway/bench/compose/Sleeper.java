package org.palmgateway.bench.compose;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A thread that sleeps for a time again and again. How long it really slept tells how late the machine itself is. */
final class Sleeper implements AutoCloseable {

    private final List<Long> slept = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean closed;

    Sleeper(Duration time) {
        this.thread = new Thread(() -> sleep(time), "palm-bench-sleeper");
        thread.setDaemon(true);
        thread.start();
    }

    private void sleep(Duration time) {
        while (!closed) {
            long start = System.nanoTime();
            long left = time.toNanos();
            while (left > 0) {
                LockSupport.parkNanos(left);
                left = start + time.toNanos() - System.nanoTime();
            }
            slept.add(System.nanoTime() - start);
        }
    }

    Times times() {
        return Times.of(slept.stream().mapToLong(Long::longValue).toArray());
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
