package org.palmgateway.bench.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Starts a gateway in another process of the same class path and asks it. */
public final class GatewayProcess implements AutoCloseable {

    private static final long LONGEST_STOP_SECONDS = 60;

    private final Process process;
    private final BufferedReader lines;
    private final PrintStream questions;
    private final int dataPort;
    private final Duration startTime;

    private GatewayProcess(Process process) throws IOException {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        String[] cells = answer().split(" ", -1);
        this.dataPort = Integer.parseInt(cells[0]);
        this.startTime = Duration.ofMillis(Long.parseLong(cells[1]));
    }

    /**
     * Starts a gateway on loopback with free ports and waits until it serves.
     *
     * @param bundles the directory of bundles
     * @param state where the last good snapshot is kept
     * @param jvmOptions options of its virtual machine
     * @return the running process
     * @throws IOException when it cannot be started; what it logged is in the message
     */
    public static GatewayProcess start(Path bundles, Path state, List<String> jvmOptions) throws IOException {
        Map<String, String> settings = Map.of(
                "palm.bundles.directory",
                bundles.toString(),
                "palm.bundles.state",
                state.toString(),
                "palm.registry.url",
                "none",
                "palm.policies.directory",
                state.resolveSibling("policies").toString(),
                "palm.cache.state",
                state.resolveSibling("cache").toString(),
                "palm.data-plane.address",
                "127.0.0.1",
                "palm.data-plane.port",
                "0",
                "palm.data-plane.drain",
                "1s",
                "palm.admin.port",
                "0");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), GatewayMain.class.getName()));
        settings.forEach((name, value) -> command.add(name + "=" + value));
        return new GatewayProcess(
                new ProcessBuilder(command).redirectErrorStream(true).start());
    }

    /** Returns the next marked line; logs before it are passed over. */
    private String answer() throws IOException {
        StringBuilder log = new StringBuilder();
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.startsWith(GatewayMain.MARK)) {
                return line.substring(GatewayMain.MARK.length());
            }
            log.append('\n').append(line);
        }
        throw new IOException("gateway: ended (expected: to serve)" + log);
    }

    /** Returns the base URL of the data plane, without a slash at its end. */
    public String url() {
        return "http://127.0.0.1:" + dataPort;
    }

    /** Returns how long the start took, from the call until both ports were open; without that of the virtual machine. */
    public Duration startTime() {
        return startTime;
    }

    /**
     * Collects the gateway's garbage and returns its memory; the peaks then begin anew.
     *
     * @throws IOException when the gateway has ended
     */
    public Memory memory() throws IOException {
        questions.println("memory");
        return Memory.of(answer());
    }

    /** Returns the processor time that the gateway has taken since its start; zero where the system does not tell. */
    public Duration processorTime() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Stops the gateway. */
    @Override
    public void close() {
        questions.close();
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
