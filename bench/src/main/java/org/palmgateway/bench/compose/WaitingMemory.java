package org.palmgateway.bench.compose;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.process.Memory;
import org.palmgateway.bench.report.Table;
import reactor.core.publisher.Mono;

/**
 * How much memory a composed call of five branches takes while all of them hang at their departments, and how much the same five calls made
 * singly. Connections are part of it: six to a composed call, ten to five single ones.
 */
final class WaitingMemory {

    private static final int WARM_UP = 200;
    private static final int COMPOSED = 2000;
    private static final int FIVES = 1000;

    private final GatewayProcess gateway;
    private final Departments departments;
    private final Table table = new Table(
            "memory", "at once", "heap each", "direct memory each", "heap 1 s after", "departments free after");

    private WaitingMemory(GatewayProcess gateway, Departments departments) {
        this.gateway = gateway;
        this.departments = departments;
    }

    static void measure(GatewayProcess gateway, Departments departments) throws IOException {
        new WaitingMemory(gateway, departments).run();
    }

    private void run() throws IOException {
        List<String> composed = List.of(Province.HELD);
        List<String> singly = Province.singly("hang/0");
        hold(composed, WARM_UP);
        row("composed call of 5 branches", composed, COMPOSED);
        hold(singly, WARM_UP);
        row("5 calls singly", singly, FIVES);
        table.print();
    }

    private record Held(Memory memory, Duration untilFree) {}

    private void row(String what, List<String> paths, int number) throws IOException {
        settle();
        Memory before = gateway.memory();
        Held held = hold(paths, number);
        settle();
        table.row(
                what,
                String.format(Locale.ROOT, "%,d", number),
                kibibytes(held.memory().heap() - before.heap(), number),
                kibibytes(held.memory().direct() - before.direct(), number),
                String.format(Locale.ROOT, "%+.1f MiB", (gateway.memory().heap() - before.heap()) / 1048576.0),
                String.format(Locale.ROOT, "%d ms", held.untilFree().toMillis()));
    }

    private Held hold(List<String> paths, int number) throws IOException {
        List<Line> lines = new ArrayList<>();
        try {
            for (int i = 0; i < number; i++) {
                for (String path : paths) {
                    Line line = new Line(gateway.url());
                    lines.add(line);
                    line.send(path);
                }
            }
            departments.untilHanging(number * Province.BRANCHES_OF_FIVE);
            Memory memory = gateway.memory();
            close(lines);
            return new Held(memory, departments.untilHanging(0));
        } finally {
            close(lines);
        }
    }

    private static void settle() {
        Mono.delay(Duration.ofSeconds(1)).block();
    }

    private static void close(List<Line> lines) throws IOException {
        for (Line line : lines) {
            line.close();
        }
    }

    private static String kibibytes(long octets, int number) {
        return String.format(Locale.ROOT, "%.1f KiB", octets / 1024.0 / number);
    }
}
