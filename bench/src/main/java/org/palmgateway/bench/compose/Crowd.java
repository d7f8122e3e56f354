package org.palmgateway.bench.compose;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Callers with a connection and a thread each. */
final class Crowd implements AutoCloseable {

    private final List<Line> lines = new ArrayList<>();
    private final ExecutorService threads;

    /** Does something over a connection. */
    interface Job<T> {

        T over(Line line) throws IOException;
    }

    Crowd(String gateway, int number) throws IOException {
        this.threads = Executors.newFixedThreadPool(number);
        for (int i = 0; i < number; i++) {
            lines.add(new Line(gateway));
        }
    }

    /** Has all of them do something at the same time, and returns what came of it. */
    <T> List<T> all(Job<T> job) throws IOException {
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
