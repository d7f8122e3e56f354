package org.palmgateway.bench.compare;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A server in a process of its own, on loopback.
 *
 * @param process its process; what it starts itself counts as its own
 * @param scheme http or https
 * @param port the port that it listens on
 * @param owned whether closing stops it
 */
record Server(Process process, String scheme, int port, boolean owned) implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final long LONGEST_STOP_SECONDS = 20;
    private static final String MARK = "@palm-bench ";

    /**
     * Starts one that listens on a port that it was told, and waits until it does.
     *
     * @param command the command
     * @param port the port
     * @param log where its output goes
     * @throws IOException when it ends or does not listen in time; its output is in the message
     */
    static Server onPort(List<String> command, int port, Path log) throws IOException {
        Process process = start(command, log);
        return awaiting(process, log, () -> listens(port) ? port : 0);
    }

    /** Starts one that prints its port behind a mark, and waits until it has. */
    static Server announced(List<String> command, Path log) throws IOException {
        Process process = start(command, log);
        return awaiting(process, log, () -> announced(log));
    }

    private interface Look {

        /** Returns the port, 0 as long as there is none. */
        int port() throws IOException;
    }

    private static Process start(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        // Else it would outlive a run that is broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
        return process;
    }

    private static Server awaiting(Process process, Path log, Look look) throws IOException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.isAlive() && System.nanoTime() < end) {
            int port = look.port();
            if (port > 0) {
                return new Server(process, "http", port, true);
            }
            pause(process);
        }
        process.destroyForcibly();
        throw new IOException(log + ": does not listen (expected: to)\n" + Files.readString(log));
    }

    private static void pause(Process process) throws IOException {
        try {
            process.waitFor(5, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static int announced(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.startsWith(MARK))
                    .map(line -> line.substring(MARK.length()).split(" ", -1)[0])
                    .mapToInt(Integer::parseInt)
                    .findFirst()
                    .orElse(0);
        }
    }

    /** Returns its address, without a slash at the end. */
    String url() {
        return scheme + "://127.0.0.1:" + port;
    }

    /** Returns the same, asked over TLS. */
    Server encrypted() {
        return new Server(process, "https", port, owned);
    }

    /** Returns the same, which then goes on when it is closed. */
    Server withoutOwner() {
        return new Server(process, scheme, port, false);
    }

    /** Returns the processor time that it has taken since its start, in all its processes that are running. */
    Duration processorTime() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    /** Returns its resident memory in octets, that of what it started left out. */
    long residentMemory() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc", Long.toString(process.pid()), "status"))) {
            return lines.filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .sum();
        }
    }

    /** Stops it, unless it belongs to somebody else. */
    @Override
    public void close() {
        if (!owned) {
            return;
        }
        process.destroy();
        try {
            if (!process.waitFor(LONGEST_STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
