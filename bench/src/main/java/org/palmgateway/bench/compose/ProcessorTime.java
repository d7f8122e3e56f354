package org.palmgateway.bench.compose;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.report.Table;

/**
 * How much processor time of the gateway a composed call of five branches takes, and how much the same five calls made singly, in turn.
 * Single calls are made by as many callers as composed ones, and by five times as many: then as many wait for departments at once.
 * Compare within one round.
 */
final class ProcessorTime {

    private static final int CALLERS = 16;
    private static final int ROUNDS = 9;

    /** Counted in fives, not in seconds: on a busy machine little would be compiled in a few seconds. */
    private static final int WARM_UP = 6000;

    private static final int PHASE = 1000;

    private final GatewayProcess gateway;

    private record Way(String name, int callers, List<String> paths) {}

    private ProcessorTime(GatewayProcess gateway) {
        this.gateway = gateway;
    }

    static void measure(GatewayProcess gateway) throws IOException {
        List<String> singly = Province.singly("fast/0");
        new ProcessorTime(gateway)
                .run(List.of(
                        new Way("composed", CALLERS, List.of(Province.FIVE)),
                        new Way("singly", CALLERS, singly),
                        new Way("singly, 5 times the callers", CALLERS * Province.BRANCHES_OF_FIVE, singly)));
    }

    private void run(List<Way> ways) throws IOException {
        for (Way way : ways) {
            micros(way, WARM_UP);
        }
        double[][] micros = new double[ways.size()][ROUNDS];
        for (int round = 0; round < ROUNDS; round++) {
            for (int way = 0; way < ways.size(); way++) {
                micros[way][round] = micros(ways.get(way), PHASE);
            }
        }
        Table table = new Table("processor time", "for five answers of departments", "composed : this");
        for (int way = 0; way < ways.size(); way++) {
            double[] ratios = new double[ROUNDS];
            for (int round = 0; round < ROUNDS; round++) {
                ratios[round] = micros[0][round] / micros[way][round];
            }
            table.row(
                    ways.get(way).name(),
                    spread("%.0f µs (%.0f to %.0f)", micros[way]),
                    spread("%.2f (%.2f to %.2f)", ratios));
        }
        table.print();
    }

    /** Returns the processor time for one composed call, or the five that stand for it. */
    private double micros(Way way, int fives) throws IOException {
        // New ones each time: the gateway closes connections that are long idle.
        try (Crowd crowd = new Crowd(gateway.url(), way.callers())) {
            Duration before = gateway.processorTime();
            AtomicInteger turns = new AtomicInteger();
            crowd.all(line -> {
                int turn = turns.getAndIncrement();
                for (; turn < fives; turn = turns.getAndIncrement()) {
                    ask(line, way.paths());
                }
                return turn;
            });
            return gateway.processorTime().minus(before).toNanos() / 1e3 / fives;
        }
    }

    private static void ask(Line line, List<String> paths) throws IOException {
        for (String path : paths) {
            Line.Answer answer = line.get(path);
            if (!answer.isOk() || answer.body().contains("\"failed\"")) {
                throw new IOException(path + ": " + answer + " (expected: all of it)");
            }
        }
    }

    private static String spread(String format, double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return String.format(Locale.ROOT, format, sorted[sorted.length / 2], sorted[0], sorted[sorted.length - 1]);
    }
}
