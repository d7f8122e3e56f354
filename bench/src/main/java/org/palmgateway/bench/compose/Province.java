package org.palmgateway.bench.compose;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Eight departments, {@code d1} to {@code d8}, with public routes {@code /d1/…} to {@code /d8/…}, and what is composed of them. Nothing is
 * sent twice, no breaker opens, and as many calls are let through as come, so that all calls of a run meet the same.
 */
final class Province {

    static final int DEPARTMENTS = 8;

    /** The path whose branches answer after 20 to 50 ms, and that of the slowest one. */
    static final String STAGGERED = "/staggered";

    static final String SLOWEST = "/d8/wait/50";

    /** The path of five branches that answer at once. */
    static final String FIVE = "/five";

    /** The path of five branches that are never answered. */
    static final String HELD = "/held";

    /** The path of eight branches, of which one hangs, one is reset and one answers garbage. */
    static final String SPOILED = "/spoiled";

    /** How long {@link #SPOILED} may take. */
    static final Duration DEADLINE = Duration.ofMillis(300);

    static final int BRANCHES_OF_FIVE = 5;

    private static final List<String> DELAYS =
            List.of("wait/20", "wait/24", "wait/28", "wait/32", "wait/36", "wait/40", "wait/45", "wait/50");
    private static final List<String> MISHAPS =
            List.of("fast/0", "hang/0", "fast/0", "reset/0", "fast/0", "garbage/0", "fast/0", "fast/0");

    private static final String DEPARTMENT = """
            departments:
              - id: d%1$d
                name: { zh: 部门, en: Department }
                region: 330000
                policy:
                  retry: { attempts: 1 }
                  breaker: { failure-rate: 100%%, slow-rate: 100%%, slow-after: 1h, window: 10000, minimum-calls: 10000 }
                  concurrency: { minimum: 100000, initial: 100000, maximum: 100000 }
                upstreams: [{ id: main, url: "http://127.0.0.1:%2$d" }]
            routes:
              - id: d%1$d.all
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: "/d%1$d/{*rest}" }
                access: { audience: public }
                timeouts: { first-byte: 2m, response: 2m }
                composed-by: [portal]
            """;

    private static final String PORTAL = """
            departments:
              - { id: portal, name: { zh: 门户, en: Portal }, region: 330000, upstreams: [{ id: main, url: "http://127.0.0.1:9" }] }
            routes:
            """;

    private static final String COMPOSED = """
              - id: portal%2$s
                name: { zh: 组合, en: Composed }
                match: { methods: [GET], path: %1$s }
                access: { audience: public }
                timeouts: { first-byte: 2m, response: 2m }
                policy: { deadline: %3$dms }
                compose:
                  branches:
            """;

    private Province() {}

    /** Writes the bundles of all into a directory. */
    static void write(Path directory, List<Integer> ports) throws IOException {
        Files.createDirectories(directory);
        for (int number = 1; number <= DEPARTMENTS; number++) {
            Files.writeString(
                    directory.resolve("d" + number + ".yaml"), DEPARTMENT.formatted(number, ports.get(number - 1)));
        }
        Files.writeString(
                directory.resolve("portal.yaml"),
                PORTAL
                        + composed(STAGGERED, Duration.ofMinutes(1), DELAYS)
                        + composed(FIVE, Duration.ofMinutes(1), ofFive("fast/0"))
                        + composed(HELD, Duration.ofMinutes(2), ofFive("hang/0"))
                        + composed(SPOILED, DEADLINE, MISHAPS));
    }

    private static String composed(String path, Duration deadline, List<String> branches) {
        StringBuilder route = new StringBuilder(COMPOSED.formatted(path, path.replace('/', '.'), deadline.toMillis()));
        for (int number = 1; number <= branches.size(); number++) {
            route.append("          - { id: b%1$d, department: d%1$d, path: /d%1$d/%2$s, timeout: 2m }\n"
                    .formatted(number, branches.get(number - 1)));
        }
        return route.toString();
    }

    private static List<String> ofFive(String what) {
        return IntStream.range(0, BRANCHES_OF_FIVE).mapToObj(each -> what).toList();
    }

    /** Returns the paths of the single calls that a composed one of five branches stands for. */
    static List<String> singly(String what) {
        return IntStream.rangeClosed(1, BRANCHES_OF_FIVE)
                .mapToObj(number -> "/d" + number + "/" + what)
                .toList();
    }
}
