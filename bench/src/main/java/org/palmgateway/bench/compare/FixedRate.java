package org.palmgateway.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.bench.compose.Times;

/**
 * How long answers take when there is half as much to do as plain Spring Cloud Gateway can do; and what a proxy adds to the 99th
 * percentile, which is its own less that of the department asked directly at the same rate in the same round.
 *
 * @param name what it is called
 */
record FixedRate(String name) implements Scenario {

    private static final String DIRECT = "the department itself";
    private static final String PLAIN = "plain SCG, 1 route";
    private static final String PALM = "palm, 10,000 routes";
    private static final double[] SHARES = {0.5, 0.9, 0.99, 0.999};
    private static final String ADDED = "99 % added, ";

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        H2Load load = H2Load.get(BenchBundle.AFFAIR).with("authorization", stage.token());
        List<Way> ways = List.of(
                Way.of(DIRECT, Control.DEPARTMENT, load),
                Way.of(PLAIN, Control.PLAIN, load),
                Way.of(PALM, Palm.with(10_000), load));
        try (Servers servers =
                Servers.start(stage, ways.stream().map(Way::contestant).toList())) {
            for (Way way : ways) {
                way.warmUp(servers.of(way.contestant()), stage.profile());
            }
            int rate = half(ways.get(1), servers.of(Control.PLAIN), stage.profile());
            OpenLoop loop = new OpenLoop(
                    BenchBundle.AFFAIR, stage.token(), rate, stage.profile().fixedRate());
            Map<String, List<Times>> seen = new LinkedHashMap<>();
            // The first round is not counted: the caller has to get warm too.
            for (int round = -1; round < stage.profile().rounds(); round++) {
                for (Way way : ways) {
                    Times times = loop.ask(servers.of(way.contestant()));
                    if (round >= 0) {
                        seen.computeIfAbsent(way.name(), any -> new ArrayList<>())
                                .add(times);
                    }
                }
            }
            return figures(rate, seen);
        }
    }

    private static int half(Way way, Server server, Profile profile) throws IOException {
        double[] perSecond = new double[3];
        for (int i = 0; i < perSecond.length; i++) {
            perSecond[i] = way.measure(server, profile.phase()).perSecond();
        }
        return (int) Math.max(1, Spread.of(perSecond).median() / 2);
    }

    private static List<Figure> figures(int rate, Map<String, List<Times>> seen) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.of("rate", "per second", 0, List.of((double) rate)));
        seen.forEach((way, rounds) -> {
            for (double share : SHARES) {
                List<Double> millis =
                        rounds.stream().map(times -> times.at(share) / 1e6).toList();
                figures.add(Figure.of(percent(share) + ", " + way, "ms", 2, millis));
            }
        });
        List<Double> plain = added(seen, PLAIN);
        List<Double> palm = added(seen, PALM);
        figures.add(Figure.of(ADDED + PLAIN, "ms", 2, plain));
        figures.add(Figure.of(ADDED + PALM, "ms", 2, palm));
        figures.add(new Ratio(PALM, PLAIN, 1.0).in(ADDED, Map.of(PALM, palm, PLAIN, plain)));
        return figures;
    }

    private static String percent(double share) {
        return share * 100 == Math.rint(share * 100) ? Math.round(share * 100) + " %" : share * 100 + " %";
    }

    private static List<Double> added(Map<String, List<Times>> seen, String way) {
        List<Double> added = new ArrayList<>();
        List<Times> direct = seen.getOrDefault(DIRECT, List.of());
        List<Times> proxied = seen.getOrDefault(way, List.of());
        for (int round = 0; round < direct.size(); round++) {
            added.add((proxied.get(round).at(0.99) - direct.get(round).at(0.99)) / 1e6);
        }
        return added;
    }
}
