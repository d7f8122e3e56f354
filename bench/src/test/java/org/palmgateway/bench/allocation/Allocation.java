package org.palmgateway.bench.allocation;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/**
 * Counts allocated octets.
 *
 * <p>The tests run without the optimising compiler (see the argument line in {@code bench/pom.xml}), which would leave out some allocations
 * from some moment on. So the numbers are what the source says: the same in every run, on any machine, however busy.
 */
public final class Allocation {

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private static final int BATCHES = 5;
    private static final int BATCH = 500;

    private Allocation() {}

    /**
     * Returns how many octets a call allocates on this thread. The same is called some thousand times; of several batches the least counts,
     * since maps that grow and caches that clean up belong to no single call.
     *
     * @throws Exception what the call throws
     */
    public static double ofCall(Callable<?> call) throws Exception {
        return least(call, THREADS::getCurrentThreadAllocatedBytes);
    }

    /** Returns the same of all threads whose names are so. */
    static double onThreads(Predicate<String> named, Callable<?> call) throws Exception {
        return least(call, () -> allocated(named));
    }

    private interface Counter {

        long octets();
    }

    private static double least(Callable<?> call, Counter counter) throws Exception {
        batch(call);
        batch(call);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < BATCHES; i++) {
            long before = counter.octets();
            batch(call);
            least = Math.min(least, (double) (counter.octets() - before) / BATCH);
        }
        return least;
    }

    private static void batch(Callable<?> call) throws Exception {
        for (int i = 0; i < BATCH; i++) {
            Objects.requireNonNull(call.call(), "nothing came of it");
        }
    }

    private static long allocated(Predicate<String> named) {
        long[] ids = Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(Objects::nonNull)
                .filter(thread -> named.test(thread.getThreadName()))
                .mapToLong(ThreadInfo::getThreadId)
                .toArray();
        return Arrays.stream(THREADS.getThreadAllocatedBytes(ids)).sum();
    }
}
