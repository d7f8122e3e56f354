package org.palmgateway.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * Ways to compare by the processor time that a request takes.
 *
 * @param name what it is called
 * @param ways what is compared
 * @param ratios what is said about it
 * @param anew whether all are started as often as a profile starts gateways, for half of its rounds each: what the compiler makes of the same
 *     program differs from one process to the next by more than what is looked for
 */
record SideBySide(String name, List<Way> ways, List<Ratio> ratios, boolean anew) implements Scenario {

    /** Copies the lists. */
    SideBySide {
        ways = List.copyOf(ways);
        ratios = List.copyOf(ratios);
    }

    /** Compares in one process of each contestant. */
    static SideBySide of(String name, List<Way> ways, List<Ratio> ratios) {
        return new SideBySide(name, ways, ratios, false);
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        int rounds = stage.profile().rounds();
        int lives = anew ? stage.profile().starts() : 1;
        int each = anew ? Math.max(1, rounds / 2) : rounds;
        for (int life = 0; life < lives; life++) {
            live(stage, each, (way, cost) -> {
                micros.computeIfAbsent(way, name -> new ArrayList<>()).add(cost.micros());
                perSecond.computeIfAbsent(way, name -> new ArrayList<>()).add(cost.perSecond());
            });
        }
        List<Figure> figures = new ArrayList<>();
        micros.forEach((way, values) -> figures.add(Figure.of(way, "µs", 0, values)));
        perSecond.forEach((way, values) -> figures.add(Figure.of(way, "per second", 0, values)));
        ratios.forEach(ratio -> figures.add(ratio.in("", micros)));
        return figures;
    }

    private void live(Stage stage, int rounds, BiConsumer<String, Way.Cost> told) throws IOException {
        try (Servers servers =
                Servers.start(stage, ways.stream().map(Way::contestant).toList())) {
            for (Way way : ways) {
                way.warmUp(servers.of(way.contestant()), stage.profile());
            }
            // Not counted: here everybody gets used to taking turns.
            round(servers, stage.profile());
            for (int i = 0; i < rounds; i++) {
                round(servers, stage.profile()).forEach(told);
            }
        }
    }

    private Map<String, Way.Cost> round(Servers servers, Profile profile) throws IOException {
        Map<String, Way.Cost> costs = new LinkedHashMap<>();
        for (Way way : ways) {
            costs.put(way.name(), way.measure(servers.of(way.contestant()), profile.phase()));
        }
        return costs;
    }
}
