package org.palmgateway.bench.registry;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.palmgateway.bench.province.Audiences;
import org.palmgateway.bench.province.CompiledProvince;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.bench.report.Table;
import org.palmgateway.gateway.explain.ExampleRuns;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.registry.Actor;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.Expected;
import org.palmgateway.routes.registry.Owner;
import org.palmgateway.routes.registry.Registry;
import org.palmgateway.routes.registry.RegistryDatabase;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;

/**
 * Publishes one bundle again and again beside a whole province, and prints how long each step took: the report on a draft with
 * its conflicts, and the way from submitting to live, with the commit in a file of H2.
 */
public final class PublishRun {

    private static final long SEED = 330000;
    private static final String OWNER = "newcomer";
    private static final int ROUNDS = 30;
    private static final int WARM_UP = 10;
    private static final int[] ROUTES = {1, 80};

    private PublishRun() {}

    /**
     * Runs.
     *
     * @param arguments the number of routes that are live, and an empty directory to work in
     */
    public static void main(String[] arguments) {
        int live = Integer.parseInt(arguments[0]);
        Path directory = Path.of(arguments[1]).toAbsolutePath();
        Snapshot province = CompiledProvince.of(
                        GeneratedProvince.of(live, SEED, URI.create("http://127.0.0.1:9"), Audiences.MIXED))
                .snapshot();
        Table table =
                new Table("routes live", "routes in the bundle", "put", "report", "submit to live", "the longest");
        for (int routes : ROUTES) {
            table.row(measured(province, directory.resolve(Integer.toString(routes)), routes));
        }
        table.print();
    }

    private static String[] measured(Snapshot province, Path directory, int routes) {
        LiveSnapshot live = new LiveSnapshot(province);
        Actor developer = new Actor("bench", "developer", Set.of(Actor.Duty.PROVINCE_OPERATOR), "127.0.0.1");
        try (Registry registry = Registry.open(
                RegistryDatabase.of("jdbc:h2:file:" + directory.resolve("registry"), "", ""),
                live,
                owner -> false,
                address -> true,
                List.of(new ExampleRuns(new ProblemTexts())),
                new Registry.Participation("bench", directory.resolve("state"), Duration.ofSeconds(1), Duration.ZERO),
                Clock.systemUTC())) {
            Owner owner = new Owner(OWNER, new LocalText("新来者", "Newcomer"), Owner.Approval.NONE, 0);
            registry.owners().put(owner, new Expected.Anything(), developer, "bench");
            long[] put = new long[ROUNDS];
            long[] report = new long[ROUNDS];
            long[] submit = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                String text = text(routes, round + WARM_UP);
                long start = System.nanoTime();
                registry.drafts().put(OWNER, Format.YAML, text, new Expected.Anything(), developer, "bench");
                long drafted = System.nanoTime();
                registry.publishing().candidate(OWNER, developer);
                long reported = System.nanoTime();
                registry.publishing().submit(OWNER, new Expected.Anything(), developer, "bench");
                long published = System.nanoTime();
                if (round >= 0) {
                    put[round] = drafted - start;
                    report[round] = reported - drafted;
                    submit[round] = published - reported;
                }
            }
            return new String[] {
                Integer.toString(province.size()),
                Integer.toString(routes),
                median(put),
                median(report),
                median(submit),
                millis(Arrays.stream(submit).max().orElseThrow())
            };
        }
    }

    /** A bundle whose first path is new in each round. */
    private static String text(int routes, int round) {
        StringBuilder text = new StringBuilder("""
                departments:
                  - id: newcomer
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:9" }]
                routes:
                """);
        for (int i = 0; i < routes; i++) {
            text.append("""
                      - id: newcomer.affair-%1$d
                        name: { zh: 事项, en: Affair }
                        match: { methods: [GET], path: "/newcomer/%2$s/{id}" }
                        access: { audience: citizen }
                    """.formatted(i, i == 0 ? "first-" + round : "affairs-" + i));
        }
        return text.toString();
    }

    private static String median(long[] nanos) {
        return millis(Arrays.stream(nanos).sorted().toArray()[nanos.length / 2]);
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f ms", nanos / 1e6);
    }
}
