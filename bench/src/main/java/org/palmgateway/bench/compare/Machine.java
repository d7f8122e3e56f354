package org.palmgateway.bench.compare;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What figures were measured on.
 *
 * @param date the day (UTC)
 * @param revision the Git revision; followed by a plus sign when the work tree differed from it
 * @param processor the processor's model
 * @param cores how many processors there are
 * @param memory the machine's memory in GiB
 * @param kernel name and version of the operating system
 * @param java the Java of all contestants, unless a figure says otherwise
 * @param load the load average when the run began: more than 1 or so, and the machine had something else to do
 * @param tools versions of the tools, by their names
 */
record Machine(
        String date,
        String revision,
        String processor,
        int cores,
        double memory,
        String kernel,
        String java,
        double load,
        Map<String, String> tools) {

    /** Copies the map. */
    Machine {
        tools = Map.copyOf(tools);
    }

    /** Looks at this one. */
    static Machine here() throws IOException {
        String changed = Output.firstLine("git", "status", "--porcelain", "--untracked-files=no")
                        .isEmpty()
                ? ""
                : "+";
        return new Machine(
                LocalDate.now(ZoneOffset.UTC).toString(),
                Output.firstLine("git", "rev-parse", "--short=12", "HEAD") + changed,
                line("/proc/cpuinfo", "model name"),
                Runtime.getRuntime().availableProcessors(),
                Math.round(Long.parseLong(line("/proc/meminfo", "MemTotal").replaceAll("\\D", "")) / 104857.6) / 10.0,
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("java.vm.name") + " " + Runtime.version(),
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Map.of(
                        "h2load", Output.firstLine(Tools.path("h2load"), "--version"),
                        "wrk", Output.firstLine(Tools.path("wrk"), "-v"),
                        "nginx", Output.firstLine(Tools.path("nginx"), "-v"),
                        "redis-server", Output.firstLine(Tools.path("redis-server"), "--version")));
    }

    private static String line(String file, String field) throws IOException {
        try (Stream<String> lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(field))
                    .map(line -> line.substring(line.indexOf(':') + 1).trim())
                    .findFirst()
                    .orElse("0");
        }
    }
}
