package org.palmgateway.bench.compose;

import java.io.IOException;
import org.palmgateway.bench.report.Table;

/** How much longer eight branches in one call take than the slowest of them alone, each asked in turn on a connection of its own. */
final class Latency {

    private static final int WARM_UP = 40;
    private static final int RUNS = 300;

    private Latency() {}

    static void measure(String gateway) throws IOException {
        try (Line composed = new Line(gateway);
                Line single = new Line(gateway)) {
            for (int i = 0; i < WARM_UP; i++) {
                nanos(composed, Province.STAGGERED);
                nanos(single, Province.SLOWEST);
            }
            long[] ofComposed = new long[RUNS];
            long[] ofSingle = new long[RUNS];
            for (int i = 0; i < RUNS; i++) {
                ofComposed[i] = nanos(composed, Province.STAGGERED);
                ofSingle[i] = nanos(single, Province.SLOWEST);
            }
            print(Times.of(ofComposed), Times.of(ofSingle));
        }
    }

    private static void print(Times composed, Times single) {
        Table table = new Table("latency", "median", "99 %", "most");
        row(table, "the slowest branch, singly", single);
        row(table, "8 branches composed", composed);
        row(table, "composed, beyond the median of the slowest", composed.less(single.at(0.5)));
        row(table, "slowest, beyond its own median", single.less(single.at(0.5)));
        table.print();
    }

    private static void row(Table table, String what, Times times) {
        table.row(what, times.millis(0.5), times.millis(0.99), times.millis(1));
    }

    private static long nanos(Line line, String path) throws IOException {
        long start = System.nanoTime();
        Line.Answer answer = line.get(path);
        long took = System.nanoTime() - start;
        if (!answer.isOk() || answer.body().contains("\"failed\"")) {
            throw new IOException(path + ": " + answer + " (expected: all of it)");
        }
        return took;
    }
}
