package org.palmgateway.bench.compose;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.report.Table;

/** Measures composed calls through a whole gateway, one thing after the other, each with a fresh gateway and fresh departments. */
public final class ComposeRun {

    private static final List<String> ALL = List.of("latency", "processor", "memory", "deadline");

    private ComposeRun() {}

    /**
     * Runs.
     *
     * @param arguments an empty directory to work in; how many calls one after the other must keep their deadline, and how many of
     *     four at once; then what to measure, and options of the gateway's virtual machine, which begin with a hyphen
     * @throws IOException when the directory cannot be written, the gateway does not start, or a call is not answered
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        List<String> more = Arrays.asList(arguments).subList(3, arguments.length);
        List<String> options = Stream.concat(Stream.of("-Xmx1g"), more.stream().filter(each -> each.startsWith("-")))
                .toList();
        List<String> named = more.stream().filter(each -> !each.startsWith("-")).toList();
        for (String what : named.isEmpty() ? ALL : named) {
            Path own = directory.resolve(what);
            try (Departments departments = Departments.start(Province.DEPARTMENTS)) {
                Province.write(Files.createDirectories(own.resolve("bundles")), departments.ports());
                try (GatewayProcess gateway =
                        GatewayProcess.start(own.resolve("bundles"), own.resolve("state"), options)) {
                    double load = load();
                    switch (what) {
                        case "latency" -> Latency.measure(gateway.url());
                        case "processor" -> ProcessorTime.measure(gateway);
                        case "memory" -> WaitingMemory.measure(gateway, departments);
                        case "deadline" ->
                            Punctuality.measure(
                                    gateway.url(), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
                        default ->
                            throw new IllegalArgumentException(
                                    what + ": not known (expected: one of " + String.join(", ", ALL) + ")");
                    }
                    new Table("load average of the machine", "before", "after")
                            .row(
                                    what,
                                    String.format(Locale.ROOT, "%.1f", load),
                                    String.format(Locale.ROOT, "%.1f", load()))
                            .print();
                }
            }
        }
    }

    /** This run's own part included. */
    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
