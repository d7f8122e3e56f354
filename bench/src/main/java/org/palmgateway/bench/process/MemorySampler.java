package org.palmgateway.bench.process;

import io.netty.util.internal.PlatformDependent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Looks at this process's memory every 5 ms on a thread of its own, and remembers the highest. */
final class MemorySampler implements AutoCloseable {

    private static final long EVERY_MILLIS = 5;

    private final MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    private final List<BufferPoolMXBean> pools = ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class);
    private final AtomicLong heapPeak = new AtomicLong();
    private final AtomicLong directPeak = new AtomicLong();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread sampler = new Thread(task, "palm-bench-memory");
        sampler.setDaemon(true);
        return sampler;
    });

    private final ScheduledFuture<?> looks;

    MemorySampler() {
        this.looks = thread.scheduleAtFixedRate(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        heapPeak.accumulateAndGet(memory.getHeapMemoryUsage().getUsed(), Math::max);
        directPeak.accumulateAndGet(direct(), Math::max);
    }

    /** Returns the JDK's direct buffers and what Netty allocates past them, when it does. */
    private long direct() {
        long ofJdk = pools.stream()
                .filter(pool -> pool.getName().equals("direct"))
                .mapToLong(BufferPoolMXBean::getMemoryUsed)
                .sum();
        return ofJdk + Math.max(0, PlatformDependent.usedDirectMemory());
    }

    /** Collects garbage, returns what was seen, and forgets the highest. */
    Memory take() {
        if (looks.isDone()) {
            throw new IllegalStateException("memory: no longer looked at (expected: until closed)");
        }
        long heap = heapPeak.get();
        long direct = directPeak.get();
        for (int i = 0; i < 3; i++) {
            memory.gc();
        }
        Memory taken = new Memory(
                memory.getHeapMemoryUsage().getUsed(), heap, direct(), direct, status("VmRSS"), status("VmHWM"));
        heapPeak.set(0);
        directPeak.set(0);
        return taken;
    }

    private static long status(String field) {
        try {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith(field + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("/proc/self/status: not readable (expected: a Linux system)", e);
        }
    }

    @Override
    public void close() {
        looks.cancel(false);
        thread.shutdownNow();
    }
}
