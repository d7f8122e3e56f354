package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Measures the gateway beside other proxies, and prints and keeps the figures. */
public final class CompareRun {

    private CompareRun() {}

    /**
     * Runs.
     *
     * @param arguments an empty directory to work in; a directory for results; the profile; then the scenarios to measure, all without
     * @throws IOException when a server does not do its part
     */
    public static void main(String[] arguments) throws IOException {
        Optional<String> missing = Tools.missing();
        if (missing.isPresent()) {
            System.err.println(missing.get());
            System.exit(2);
        }
        Path work = Path.of(arguments[0]).toAbsolutePath();
        Profile profile = Profile.named(arguments[2]);
        List<String> names = Arrays.asList(arguments).subList(3, arguments.length);
        Machine machine = Machine.here();
        try (Stage stage = Stage.set(work, profile)) {
            List<Scenario> chosen = chosen(Scenarios.of(stage), names);
            Path file = Path.of(arguments[1]).resolve(machine.date() + "-" + what(profile, names) + ".json");
            Results results = new Results(file, machine, profile);
            for (Scenario scenario : chosen) {
                System.out.println("== " + scenario.name());
                results.add(scenario.name(), scenario.measure(stage));
            }
            results.table().print();
            System.out.println("Kept in " + file);
        }
    }

    private static String what(Profile profile, List<String> names) {
        String of = names.isEmpty() ? "compare" : "compare-" + String.join("-", names);
        return profile.name().equals("full") ? of : of + "-" + profile.name();
    }

    private static List<Scenario> chosen(List<Scenario> all, List<String> names) {
        List<String> known = all.stream().map(Scenario::name).toList();
        for (String name : names) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "scenario: " + name + " (expected: one of " + String.join(", ", known) + ")");
            }
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.contains(each.name()))
                .toList();
    }
}
