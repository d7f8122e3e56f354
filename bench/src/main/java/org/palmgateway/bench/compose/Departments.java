package org.palmgateway.bench.compose;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Starts departments in another process of the same class path and asks it. */
final class Departments implements AutoCloseable {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Process process;
    private final BufferedReader lines;
    private final PrintStream questions;
    private final List<Integer> ports;

    private Departments(Process process) throws IOException {
        this.process = process;
        this.lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        this.questions = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        this.ports = Stream.of(answer().split(" ", -1)).map(Integer::parseInt).toList();
    }

    /** Starts as many and waits until they serve. */
    static Departments start(int number) throws IOException {
        return new Departments(new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DepartmentsMain.class.getName(),
                        Integer.toString(number))
                .redirectErrorStream(true)
                .start());
    }

    private String answer() throws IOException {
        StringBuilder log = new StringBuilder();
        String line;
        while ((line = lines.readLine()) != null) {
            if (line.startsWith(DepartmentsMain.MARK)) {
                return line.substring(DepartmentsMain.MARK.length());
            }
            log.append('\n').append(line);
        }
        throw new IOException("departments: ended (expected: to serve)" + log);
    }

    List<Integer> ports() {
        return ports;
    }

    /** Waits until as many requests hang, and returns how long that took. */
    Duration untilHanging(int number) throws IOException {
        long start = System.nanoTime();
        int now = hanging();
        while (now != number) {
            if (System.nanoTime() - start > LONGEST_WAIT.toNanos()) {
                throw new IOException("hanging: " + now + " (expected: " + number + ")");
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
            now = hanging();
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private int hanging() throws IOException {
        questions.println("hanging");
        return Integer.parseInt(answer());
    }

    @Override
    public void close() {
        questions.close();
        try {
            if (!process.waitFor(LONGEST_WAIT.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
