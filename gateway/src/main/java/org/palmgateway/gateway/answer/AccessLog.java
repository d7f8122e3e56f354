package org.palmgateway.gateway.answer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.settings.AccessLogSettings;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes records as JSON lines on a thread of its own. A record that finds the queue full is counted and dropped, since a slow
 * disk must not slow requests down.
 */
public final class AccessLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(AccessLog.class);
    private static final long LONGEST_WAIT_MILLIS = 200;

    private final BlockingQueue<AccessRecord> pending;
    private final Counter dropped;
    private final JsonFactory json = new JsonFactory();
    private final @Nullable Thread thread;
    private volatile boolean closing;
    private volatile boolean stopped;

    /**
     * Opens the log and starts its thread, or does neither when it is switched off.
     *
     * @param settings whether and where records are written
     * @param meters counts dropped records as {@code palm.access.log.dropped}
     * @throws IOException when the file cannot be opened
     */
    public AccessLog(AccessLogSettings settings, MeterRegistry meters) throws IOException {
        this.pending = new ArrayBlockingQueue<>(settings.pending());
        this.dropped = Counter.builder("palm.access.log.dropped")
                .description("Access records that found the queue full")
                .register(meters);
        if (settings.enabled()) {
            Writer target = open(settings.file());
            Thread writer = new Thread(() -> writeAll(target), "palm-access-log");
            writer.setDaemon(true);
            writer.start();
            this.thread = writer;
        } else {
            this.thread = null;
        }
    }

    private static Writer open(@Nullable Path file) throws IOException {
        OutputStream target = file == null
                ? new FileOutputStream(FileDescriptor.out)
                : Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new OutputStreamWriter(target, StandardCharsets.UTF_8);
    }

    /** Returns whether records are wanted. */
    boolean enabled() {
        return thread != null;
    }

    /** Queues a record; never waits. */
    void write(AccessRecord record) {
        if (stopped || !pending.offer(record)) {
            dropped.increment();
        }
    }

    private void writeAll(Writer target) {
        try (target) {
            while (!closing || !pending.isEmpty()) {
                AccessRecord record = pending.poll(LONGEST_WAIT_MILLIS, TimeUnit.MILLISECONDS);
                if (record != null) {
                    target.write(record.line(json));
                }
                if (pending.isEmpty()) {
                    target.flush();
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.error("The access log cannot be written and has stopped; records are dropped from now on", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            stopped = true;
            List<AccessRecord> lost = new ArrayList<>();
            dropped.increment(pending.drainTo(lost));
        }
    }

    /** Writes what is pending, for up to 5 s, and closes the file. */
    @Override
    public void close() {
        closing = true;
        try {
            if (thread != null) {
                thread.join(TimeUnit.SECONDS.toMillis(5));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
