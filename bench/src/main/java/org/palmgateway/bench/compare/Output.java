package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What commands print. */
final class Output {

    private Output() {}

    /**
     * Runs a command to its end, however it ends.
     *
     * @return all that it printed, as an output and as errors
     * @throws IOException when it cannot be run
     */
    static String of(List<String> command) throws IOException {
        Path file = Files.createTempFile("palm-bench", ".out");
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(file.toFile())
                    .start();
            process.waitFor();
            return Files.readString(file, StandardCharsets.UTF_8);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            Files.delete(file);
        }
    }

    /** Returns the first line of what a command prints, without spaces at its ends. */
    static String firstLine(String... command) throws IOException {
        return of(List.of(command)).lines().findFirst().orElse("").trim();
    }
}
