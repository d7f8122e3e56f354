package org.palmgateway.bench.compare;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.palmgateway.bench.compose.Line;

/** Waits until a server answers. */
final class FirstAnswer {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long EVERY_MILLIS = 2;

    private FirstAnswer() {}

    /**
     * Asks over and over until the answer is 200.
     *
     * @param path what is asked for
     * @param token the value of {@code Authorization}
     * @throws IOException when the server ends, or five minutes have passed
     */
    static void await(Server server, String path, String token) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(server, path, token)) {
            if (System.nanoTime() - end > 0 || ended(server)) {
                throw new IOException(server.url() + path + ": not answered (expected: 200)");
            }
        }
    }

    private static boolean answers(Server server, String path, String token) {
        try (Line line = new Line(server.url(), "Authorization: " + token)) {
            return line.get(path).isOk();
        } catch (IOException e) {
            // Not yet.
            return false;
        }
    }

    private static boolean ended(Server server) throws IOException {
        try {
            return server.process().waitFor(EVERY_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }
}
