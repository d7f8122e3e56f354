package org.palmgateway.bench.compose;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.palmgateway.bench.report.Table;

/**
 * How late a call is answered of whose eight branches one hangs, one is reset and one answers garbage, and whether all answers are the same
 * but for their times.
 */
final class Punctuality {

    private static final Duration TOLERANCE = Duration.ofMillis(20);
    private static final Duration WARM_UP = Duration.ofSeconds(25);

    private final Table table = new Table(
            "deadline",
            "calls",
            "beyond it: least",
            "median",
            "99 %",
            "most",
            "more than 20 ms late",
            "different answers");
    private final String gateway;

    private Punctuality(String gateway) {
        this.gateway = gateway;
    }

    static void measure(String gateway, int alone, int fourAtOnce) throws IOException {
        Punctuality punctuality = new Punctuality(gateway);
        punctuality.warmUp();
        punctuality.row(1, alone);
        punctuality.row(4, fourAtOnce);
        punctuality.table.print();
    }

    /** Lets what was cold be forgotten too: the gateway sends nothing to a department that was too slow in the last 10 to 20 s. */
    private void warmUp() throws IOException {
        long end = System.nanoTime() + WARM_UP.toNanos();
        try (Crowd crowd = new Crowd(gateway, 4)) {
            crowd.all(line -> {
                while (System.nanoTime() < end) {
                    line.get(Province.FIVE);
                    line.get(Province.STAGGERED);
                    line.get(Province.SPOILED);
                }
                return line;
            });
        }
    }

    private void row(int callers, int calls) throws IOException {
        ConcurrentMap<String, Integer> answers = new ConcurrentSkipListMap<>();
        long[] nanos = new long[calls];
        Times overslept;
        AtomicInteger turns = new AtomicInteger();
        try (Crowd crowd = new Crowd(gateway, callers);
                Sleeper sleeper = new Sleeper(Province.DEADLINE)) {
            crowd.all(line -> {
                int turn = turns.getAndIncrement();
                for (; turn < calls; turn = turns.getAndIncrement()) {
                    long start = System.nanoTime();
                    Line.Answer answer = line.get(Province.SPOILED);
                    nanos[turn] = System.nanoTime() - start;
                    answers.merge(timeless(answer), 1, Integer::sum);
                }
                return turn;
            });
            overslept = sleeper.times();
        }
        row(
                callers + " at once",
                Times.of(nanos).less(Province.DEADLINE.toNanos()),
                answers.size() == 1 ? "1" : described(answers));
        row("a thread that slept as long meanwhile", overslept.less(Province.DEADLINE.toNanos()), "");
    }

    private void row(String what, Times late, String different) {
        table.row(
                what,
                Integer.toString(late.count()),
                late.millis(0),
                late.millis(0.5),
                late.millis(0.99),
                late.millis(1),
                Long.toString(late.longerThan(TOLERANCE.toNanos())),
                different);
    }

    /** What tells answers apart; of their times nothing. */
    private static String timeless(Line.Answer answer) {
        return answer.head().lines().findFirst().orElse("")
                + " " + answer.field("Proxy-Status")
                + " " + answer.body().replaceAll("\"(ms|age)\":\\d+", "\"$1\":0");
    }

    private static String described(Map<String, Integer> answers) {
        List<String> each = answers.entrySet().stream()
                .map(entry -> entry.getValue() + " × " + entry.getKey().replaceAll("\"affairs\":\\[[^]]*]", "…"))
                .toList();
        return answers.size() + ": " + String.join(" / ", each);
    }
}
