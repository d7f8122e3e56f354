package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A main class in a virtual machine of its own.
 *
 * @param home home of the Java that runs it
 * @param options options of the virtual machine
 * @param classPath its class path
 * @param main its main class
 */
record JavaCommand(Path home, List<String> options, String classPath, String main) {

    /** All contestants have the same heap, large enough that none of them collects garbage all the time. */
    private static final List<String> OPTIONS = collectingOldLate("-Xms512m");

    /** What the gateway is shipped with, by {@code gateway/fast-start}: a heap that grows as it is needed. */
    static final List<String> SHIPPED = collectingOldLate("-Xms64m");

    private static List<String> collectingOldLate(String begin) {
        return List.of(begin, "-Xmx1g", "-XX:-G1UseAdaptiveIHOP", "-XX:InitiatingHeapOccupancyPercent=65");
    }

    /** Copies the options. */
    JavaCommand {
        options = List.copyOf(options);
    }

    /** One of this module's class path, on the Java that this runs on. */
    static JavaCommand ours(Class<?> main) {
        Path home = Path.of(System.getProperty("java.home"));
        return new JavaCommand(home, OPTIONS, System.getProperty("java.class.path"), main.getName());
    }

    /**
     * One of a module below {@code bench/controls}, which was packaged before.
     *
     * @param properties system properties
     */
    static JavaCommand control(String module, String main, Map<String, String> properties) throws IOException {
        Path target = Path.of("bench", "controls", module, "target");
        String classPath = target.resolve("classes") + ":" + Files.readString(target.resolve("class-path"));
        List<String> options = new ArrayList<>(OPTIONS);
        properties.forEach((name, value) -> options.add("-D" + name + "=" + value));
        return new JavaCommand(Path.of(System.getProperty("java.home")), options, classPath, main);
    }

    /** Returns the same with other options. */
    JavaCommand with(List<String> others) {
        return new JavaCommand(home, others, classPath, main);
    }

    /** Returns its words, without arguments. */
    List<String> line() {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin").resolve("java").toString());
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main));
        return command;
    }
}
