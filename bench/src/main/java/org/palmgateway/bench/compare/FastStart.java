package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The gateway in the directory from which it starts in less time, with the options that it is shipped with.
 *
 * @param home home of the Java that the directory was made with, and that it is started with
 * @param directory the directory
 */
record FastStart(Path home, Path directory) {

    private static final String COMMAND = Path.of("gateway", "fast-start").toString();

    /**
     * Makes the directory.
     *
     * @param home home of the Java
     * @param directory a directory that there is not yet
     * @throws IOException when it cannot be made
     */
    static FastStart make(Path home, Path directory) throws IOException {
        String said = Output.of(List.of("env", "JAVA_HOME=" + home, COMMAND, directory.toString()));
        FastStart made = new FastStart(home, directory);
        if (!Files.isExecutable(made.launcher())) {
            throw new IOException(COMMAND + ": " + said + " (expected: makes a directory)");
        }
        return made;
    }

    /** Returns the words that start it, without settings. */
    List<String> line() {
        return List.of("env", "JAVA_HOME=" + home, launcher().toString());
    }

    private Path launcher() {
        return directory.resolve("palm-gateway");
    }
}
