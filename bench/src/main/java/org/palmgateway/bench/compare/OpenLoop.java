package org.palmgateway.bench.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.palmgateway.bench.compose.Crowd;
import org.palmgateway.bench.compose.Line;
import org.palmgateway.bench.compose.Times;

/**
 * Requests at a fixed rate, however long the answers take.
 *
 * <p>Each request has a time at which it is due. Whichever connection is free takes the next one; when none is, it waits, and its latency
 * counts from when it was due, not from when it was sent. So a server that stops for a while is charged with all that came meanwhile
 * (coordinated omission, Gil Tene). What the caller's own thread comes late counts too: compare with the department asked directly.
 *
 * @param path what is asked for
 * @param token the value of {@code Authorization}
 * @param perSecond how many requests are due in a second
 * @param lasting for how long
 */
record OpenLoop(String path, String token, int perSecond, Duration lasting) {

    private static final int CONNECTIONS = 64;
    private static final Duration LEAD = Duration.ofMillis(50);

    /**
     * Asks.
     *
     * @return the latencies
     * @throws IOException when a request was not answered with 200
     */
    Times ask(Server server) throws IOException {
        long[] latencies = new long[(int) (perSecond * lasting.toMillis() / 1000)];
        AtomicInteger next = new AtomicInteger();
        try (Crowd crowd = new Crowd(server.url(), CONNECTIONS, "Authorization: " + token)) {
            long start = System.nanoTime() + LEAD.toNanos();
            List<Integer> made = crowd.all(line -> take(line, start, next, latencies));
            int all = made.stream().mapToInt(each -> each).sum();
            if (all != latencies.length) {
                throw new IOException("answered: " + all + " (expected: " + latencies.length + ")");
            }
        }
        return Times.of(latencies);
    }

    /** Every index is taken by one thread only; that it was written is seen by whoever waits for the thread's end. */
    private int take(Line line, long start, AtomicInteger next, long[] latencies) throws IOException {
        int made = 0;
        for (int i = next.getAndIncrement(); i < latencies.length; i = next.getAndIncrement()) {
            long due = start + i * 1_000_000_000L / perSecond;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            if (!line.get(path).isOk()) {
                throw new IOException(path + ": refused (expected: 200)");
            }
            latencies[i] = System.nanoTime() - due;
            made++;
        }
        return made;
    }
}
