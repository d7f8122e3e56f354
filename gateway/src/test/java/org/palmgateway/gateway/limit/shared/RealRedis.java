package org.palmgateway.gateway.limit.shared;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.palmgateway.gateway.plane.TestGateway;
import redis.embedded.core.ExecutableProvider;

/** A real Redis server on a free port, which can be killed, hung up and started again. */
public final class RealRedis implements AutoCloseable {

    private static final Path INSTALLED = Path.of("/usr/bin/redis-server");

    private final Path directory;
    private final boolean keepsData;
    private final int port;
    private Process process;

    private RealRedis(Path directory, boolean keepsData, int port) {
        this.directory = directory;
        this.keepsData = keepsData;
        this.port = port;
    }

    /** Starts a server whose data goes with its process. */
    public static RealRedis start(Path directory) {
        return started(new RealRedis(directory, false, freePort()));
    }

    /** Starts a server that has written down what it has answered. */
    static RealRedis startKeepingData(Path directory) {
        return started(new RealRedis(directory, true, freePort()));
    }

    /** Names a server that is not started yet. */
    static RealRedis toCome(Path directory) {
        return new RealRedis(directory, false, freePort());
    }

    public String uri() {
        return "redis://127.0.0.1:" + port;
    }

    public void start() {
        try {
            process = new ProcessBuilder(List.of(
                            executable(),
                            "--port",
                            Integer.toString(port),
                            "--bind",
                            "127.0.0.1",
                            "--dir",
                            directory.toString(),
                            "--save",
                            "",
                            "--appendonly",
                            keepsData ? "yes" : "no",
                            "--appendfsync",
                            "always"))
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (!TestGateway.becomes(Duration.ofSeconds(10), () -> answers("PING").startsWith("+PONG"))) {
            throw new IllegalStateException("Redis did not start: " + log());
        }
    }

    /** Ends it without giving it the time to do anything. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Leaves its port open and its connections up, with nobody there. */
    void hang() {
        signal("-STOP");
    }

    void goOn() {
        signal("-CONT");
    }

    /** Sends one command without its own connection's state, and returns the beginning of the answer. */
    String answers(String command) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(500);
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.UTF_8));
            byte[] answer = new byte[4096];
            int length = socket.getInputStream().read(answer);
            return new String(answer, 0, Math.max(0, length), StandardCharsets.UTF_8);
        } catch (IOException e) {
            return "";
        }
    }

    private static RealRedis started(RealRedis redis) {
        redis.start();
        return redis;
    }

    private void signal(String signal) {
        try {
            new ProcessBuilder("kill", signal, Long.toString(process.pid()))
                    .start()
                    .onExit()
                    .join();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String executable() {
        try {
            File file = Files.isExecutable(INSTALLED)
                    ? INSTALLED.toFile()
                    : ExecutableProvider.newJarResourceProvider().get();
            return file.getPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(directory.resolve("redis.log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Override
    public void close() {
        if (process != null) {
            goOn();
            kill();
        }
    }
}
