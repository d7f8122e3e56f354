package org.palmgateway.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.palmgateway.bench.compose.Line;

/**
 * How much memory a gateway takes with many connections that ask nothing, after some load. Each of them has asked once.
 *
 * @param name what it is called
 * @param palm the gateway
 */
record IdleMemory(String name, Palm palm) implements Scenario {

    private static final double TARGET_MB = 450;

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        List<Double> before = new ArrayList<>();
        List<Double> with = new ArrayList<>();
        // A process that has grown does not become small again: every round has one of its own.
        for (int round = 0; round < stage.profile().starts(); round++) {
            try (Server server = palm.start(stage, Installation.java().with(JavaCommand.SHIPPED))) {
                H2Load.get(BenchBundle.AFFAIR)
                        .with("authorization", stage.token())
                        .run(server, stage.profile().phase());
                before.add(server.residentMemory() / 1e6);
                with.add(holding(server, stage) / 1e6);
            }
        }
        return List.of(
                Figure.of("resident after load", "MB", 0, before),
                Figure.of(
                                String.format(
                                        Locale.ROOT,
                                        "resident with %,d idle connections",
                                        stage.profile().idle()),
                                "MB",
                                0,
                                with)
                        .atMost(TARGET_MB));
    }

    private static long holding(Server server, Stage stage) throws IOException {
        List<Line> lines = new ArrayList<>();
        try {
            for (int i = 0; i < stage.profile().idle(); i++) {
                Line line = new Line(server.url(), "Authorization: " + stage.token());
                lines.add(line);
                ask(line);
            }
            long resident = server.residentMemory();
            // The one that has waited longest is still open, and so are those that came after it.
            ask(lines.get(0));
            return resident;
        } finally {
            for (Line line : lines) {
                line.close();
            }
        }
    }

    private static void ask(Line line) throws IOException {
        if (!line.get(BenchBundle.AFFAIR).isOk()) {
            throw new IOException("idle connections: refused (expected: 200)");
        }
    }
}
