package org.palmgateway.bench.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers with a connection and a thread each. */
public final class Crowd implements AutoCloseable {

    private final List<Line> lines = new ArrayList<>();
    private final ExecutorService threads;

    /**
     * Something to do.
     *
     * @param <T> what comes of it
     */
    public interface Job<T> {

        /**
         * Does it over a connection.
         *
         * @throws IOException when that breaks
         */
        T over(Line line) throws IOException;
    }

    Crowd(String gateway, int number) throws IOException {
        this(gateway, number, "Accept: application/json");
    }

    /**
     * Connects.
     *
     * @param gateway base URL of a server on this machine
     * @param number how many callers
     * @param field a header field that every request has
     * @throws IOException when nobody listens
     */
    public Crowd(String gateway, int number, String field) throws IOException {
        this.threads = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            lines.add(new Line(gateway, field));
        }
    }

    /**
     * Has all of them do something at the same time.
     *
     * @return what came of it, in no order
     * @throws IOException when it went wrong for one of them
     */
    public <T> List<T> all(Job<T> job) throws IOException {
        List<Future<T>> under =
                lines.stream().map(line -> threads.submit(() -> job.over(line))).toList();
        List<T> results = new ArrayList<>();
        try {
            for (Future<T> each : under) {
                results.add(each.get());
            }
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        return results;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        for (Line line : lines) {
            line.close();
        }
    }
}
