package org.palmgateway.bench.compare;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Ways to compare by the processor time that a request takes.
 *
 * @param name what it is called
 * @param ways what is compared
 * @param ratios what is said about it
 */
record SideBySide(String name, List<Way> ways, List<Ratio> ratios) implements Scenario {

    /** Copies the lists. */
    SideBySide {
        ways = List.copyOf(ways);
        ratios = List.copyOf(ratios);
    }

    @Override
    public List<Figure> measure(Stage stage) throws IOException {
        Map<String, List<Double>> micros = new LinkedHashMap<>();
        Map<String, List<Double>> perSecond = new LinkedHashMap<>();
        try (Servers servers =
                Servers.start(stage, ways.stream().map(Way::contestant).toList())) {
            for (Way way : ways) {
                way.warmUp(servers.of(way.contestant()), stage.profile());
                micros.put(way.name(), new ArrayList<>());
                perSecond.put(way.name(), new ArrayList<>());
            }
            // Not counted: here everybody gets used to taking turns.
            round(servers, stage.profile());
            for (int i = 0; i < stage.profile().rounds(); i++) {
                round(servers, stage.profile()).forEach((way, cost) -> {
                    micros.getOrDefault(way, new ArrayList<>()).add(cost.micros());
                    perSecond.getOrDefault(way, new ArrayList<>()).add(cost.perSecond());
                });
            }
        }
        List<Figure> figures = new ArrayList<>();
        micros.forEach((way, rounds) -> figures.add(Figure.of(way, "µs", 0, rounds)));
        perSecond.forEach((way, rounds) -> figures.add(Figure.of(way, "per second", 0, rounds)));
        ratios.forEach(ratio -> figures.add(ratio.in("", micros)));
        return figures;
    }

    private Map<String, Way.Cost> round(Servers servers, Profile profile) throws IOException {
        Map<String, Way.Cost> costs = new LinkedHashMap<>();
        for (Way way : ways) {
            costs.put(way.name(), way.measure(servers.of(way.contestant()), profile.phase()));
        }
        return costs;
    }
}
