package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.bench.report.Table;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The figures of a run, kept in a file as they come, so that a run that is broken off is not lost. For one thread. */
final class Results {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path file;
    private final Machine machine;
    private final Profile profile;
    private final Map<String, List<Figure>> scenarios = new LinkedHashMap<>();

    Results(Path file, Machine machine, Profile profile) {
        this.file = file;
        this.machine = machine;
        this.profile = profile;
    }

    void add(String scenario, List<Figure> figures) throws IOException {
        scenarios.put(scenario, figures);
        List<Map<String, Object>> all = new ArrayList<>();
        scenarios.forEach((name, each) -> each.forEach(figure -> all.add(json(name, figure))));
        Map<String, Object> document = new LinkedHashMap<>();
        document.put("machine", machine);
        document.put("profile", Map.of("name", profile.name(), "rounds", profile.rounds()));
        document.put("figures", all);
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.writeString(file, JSON.writeValueAsString(document) + "\n");
    }

    private static Map<String, Object> json(String scenario, Figure figure) {
        Spread spread = figure.spread();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("scenario", scenario);
        json.put("what", figure.what());
        json.put("unit", figure.unit());
        json.put("least", spread.least());
        json.put("median", spread.median());
        json.put("most", spread.most());
        if (figure.target() != null) {
            json.put("target", figure.target());
            json.put("verdict", figure.verdict());
        }
        json.put("rounds", figure.rounds());
        return json;
    }

    /** Returns the figures of scenarios in Markdown. */
    Table table() {
        Table table = new Table("scenario", "what", "median (least to most)", "target", "");
        scenarios.forEach((name, figures) -> figures.forEach(figure -> table.row(
                name,
                figure.what(),
                figure.spread().text(figure.unit(), figure.digits()),
                figure.target() == null ? "" : "≤ " + Spread.of(figure.target()).text(figure.unit(), figure.digits()),
                figure.verdict())));
        return table;
    }

    Path file() {
        return file;
    }
}
