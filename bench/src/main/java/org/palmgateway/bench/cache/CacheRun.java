package org.palmgateway.bench.cache;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.report.Table;

/**
 * Asks a whole gateway for what it keeps and for the same by a route whose cache is off, in turn, and prints how many answers there were,
 * how long they took, and how much processor time the gateway took for one. Compare within one round.
 */
public final class CacheRun {

    private static final int CONNECTIONS = 16;
    private static final int OCTETS = 4000;
    private static final int ROUNDS = 5;
    private static final Duration WARM_UP = Duration.ofSeconds(20);
    private static final Duration PHASE = Duration.ofSeconds(6);

    private static final List<Variant> VARIANTS = List.of(
            new Variant("off", "/asked/", "identity", ""),
            new Variant("hits", "/kept/", "identity", "palm; hit"),
            new Variant("hits, gzip", "/kept/", "gzip", "palm; hit"));

    private final GatewayProcess gateway;
    private final Rush rush;
    private final Table table = new Table(
            "round", "variant", "answers per second", "median", "99 %", "processor time of the gateway", "failed");
    private final List<List<Row>> rounds = new ArrayList<>();

    private record Row(Rush.Seen seen, double micros) {}

    private CacheRun(GatewayProcess gateway) {
        this.gateway = gateway;
        this.rush = new Rush(gateway.url(), CONNECTIONS);
    }

    /**
     * Runs.
     *
     * @param arguments an empty directory to work in
     * @throws IOException when the directory cannot be written or the gateway does not start
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Files.createDirectories(Path.of(arguments[0]));
        try (JsonDepartment department = new JsonDepartment(SampleBody.of(OCTETS))) {
            department.writeBundle(directory.resolve("bundles"));
            try (GatewayProcess gateway = GatewayProcess.start(
                    directory.resolve("bundles"), directory.resolve("state"), List.of("-Xmx512m"))) {
                new CacheRun(gateway).run();
            }
        }
    }

    private void run() {
        VARIANTS.forEach(variant -> rush.ask(variant, WARM_UP));
        for (int round = 1; round <= ROUNDS; round++) {
            List<Row> rows = new ArrayList<>();
            for (Variant variant : VARIANTS) {
                rows.add(measure(round, variant));
            }
            rounds.add(rows);
        }
        for (int i = 1; i < VARIANTS.size(); i++) {
            addRatios(i);
        }
        table.print();
    }

    private Row measure(int round, Variant variant) {
        Duration before = gateway.processorTime();
        Rush.Seen seen = rush.ask(variant, PHASE);
        double micros = gateway.processorTime().minus(before).toNanos() / 1e3 / (seen.answered() + seen.failed());
        table.row(
                Integer.toString(round),
                variant.name(),
                String.format(Locale.ROOT, "%,.0f", seen.perSecond()),
                String.format(Locale.ROOT, "%.2f ms", seen.median()),
                String.format(Locale.ROOT, "%.2f ms", seen.most()),
                String.format(Locale.ROOT, "%.0f µs", micros),
                Long.toString(seen.failed()));
        return new Row(seen, micros);
    }

    private void addRatios(int variant) {
        table.row(
                "ratios",
                VARIANTS.get(variant).name() + " : " + VARIANTS.get(0).name(),
                ratio(variant, row -> row.seen().perSecond()),
                ratio(variant, row -> row.seen().median()),
                ratio(variant, row -> row.seen().most()),
                ratio(variant, Row::micros),
                "");
    }

    /** Returns the median of the rounds' ratios, with the least and the most. */
    private String ratio(int variant, ToDoubleFunction<Row> value) {
        double[] ratios = rounds.stream()
                .mapToDouble(rows -> value.applyAsDouble(rows.get(variant)) / value.applyAsDouble(rows.get(0)))
                .sorted()
                .toArray();
        return String.format(
                Locale.ROOT, "%.2f (%.2f to %.2f)", ratios[ratios.length / 2], ratios[0], ratios[ratios.length - 1]);
    }
}
