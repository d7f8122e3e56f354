package org.palmgateway.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Replaces a bundle over and over while one of its routes is called as often as the machine allows. Each time the bundle has a route more
 * than at first, and the next time comes when that route answers.
 *
 * @param name what it is called
 * @param routes how many routes there are
 */
record Reloads(String name, int routes) implements Scenario {

    private record Asked(long asked, long failed) {}

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        Installation installation = Installation.of(stage, routes);
        ExecutorService thread = Executors.newSingleThreadExecutor();
        AtomicBoolean enough = new AtomicBoolean();
        try (Server server = installation.start(Installation.java())) {
            FirstAnswer.await(server, BenchBundle.AFFAIR, stage.token());
            Future<Asked> load = thread.submit(() -> keepAsking(server, stage, enough));
            List<Double> millis = reload(stage, installation, server);
            enough.set(true);
            Asked asked = load.get();
            return List.of(
                    Figure.of("requests during " + millis.size() + " reloads", "", 0, List.of((double) asked.asked())),
                    Figure.of("failed", "", 0, List.of((double) asked.failed())).atMost(0.0),
                    Figure.of("until a change answers", "ms", 0, millis));
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            enough.set(true);
            thread.shutdown();
        }
    }

    private static List<Double> reload(Stage stage, Installation installation, Server server) throws IOException {
        URI department = URI.create(stage.departments().url());
        List<Double> millis = new ArrayList<>();
        for (int i = 0; i < stage.profile().reloads(); i++) {
            String added = "added-" + i;
            long start = System.nanoTime();
            BenchBundle.write(installation.bundles(), BenchBundle.textWith(department, added));
            FirstAnswer.await(server, "/" + added, stage.token());
            millis.add((System.nanoTime() - start) / 1e6);
        }
        return millis;
    }

    private static Asked keepAsking(Server server, Stage stage, AtomicBoolean enough) throws IOException {
        H2Load load = H2Load.get(BenchBundle.AFFAIR).with("authorization", stage.token());
        long asked = 0;
        long failed = 0;
        while (!enough.get()) {
            Done done = load.tolerant(server, stage.profile().phase());
            asked += done.asked();
            failed += done.failed();
        }
        return new Asked(asked, failed);
    }
}
