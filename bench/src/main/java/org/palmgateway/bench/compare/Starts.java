package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How long it takes from the start of a process until a citizen's request is answered by a department: with nothing kept from before, and
 * with the last good snapshot. Started as {@code docs/starting.md} says.
 *
 * @param name what it is called
 * @param sizes numbers of routes
 */
record Starts(String name, List<Integer> sizes) implements Scenario {

    private static final double TARGET_SECONDS = 2.5;
    private static final Path JAVAS = Path.of("/usr/lib/jvm");

    /** Copies the list. */
    Starts {
        sizes = List.copyOf(sizes);
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        List<Figure> figures = new ArrayList<>();
        for (Map.Entry<String, Path> java : javas().entrySet()) {
            FastStart fast =
                    FastStart.make(java.getValue(), stage.directory("fast").resolve("start"));
            for (int routes : sizes) {
                String what = String.format(Locale.ROOT, "%s, %,d routes, ", java.getKey(), routes);
                List<Double> first = new ArrayList<>();
                List<Double> again = new ArrayList<>();
                for (int i = 0; i < stage.profile().starts(); i++) {
                    Installation installation = Installation.of(stage, routes);
                    first.add(seconds(stage, installation, fast));
                    again.add(seconds(stage, installation, fast));
                }
                @Nullable Double target = java.getKey().equals("Java 25") ? TARGET_SECONDS : null;
                figures.add(Figure.of(what + "nothing kept", "s", 2, first).atMost(target));
                figures.add(Figure.of(what + "last good kept", "s", 2, again).atMost(target));
            }
        }
        return figures;
    }

    private static double seconds(Stage stage, Installation installation, FastStart fast) throws IOException {
        long start = System.nanoTime();
        try (Server server = installation.start(fast.line())) {
            FirstAnswer.await(server, BenchBundle.AFFAIR, stage.token());
            return (System.nanoTime() - start) / 1e9;
        }
    }

    /** Returns the Java that this runs on and Java 25, where there is one: {@code JAVA_25_HOME}, or what Debian and Temurin install. */
    private static Map<String, Path> javas() throws IOException {
        Map<String, Path> javas = new LinkedHashMap<>();
        javas.put("Java " + Runtime.version().feature(), Path.of(System.getProperty("java.home")));
        Optional<Path> named =
                Optional.ofNullable(System.getenv("JAVA_25_HOME")).map(Path::of);
        named.or(Starts::installed).ifPresent(home -> javas.put("Java 25", home));
        return javas;
    }

    private static Optional<Path> installed() {
        try (Stream<Path> all = Files.list(JAVAS)) {
            return all.filter(each -> each.getFileName().toString().matches(".*\\b25\\b.*"))
                    .filter(each -> Files.isExecutable(each.resolve("bin").resolve("java")))
                    .sorted()
                    .findFirst();
        } catch (IOException e) {
            // Not Debian.
            return Optional.empty();
        }
    }
}
