package org.palmgateway.bench.compare;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** All there is to find out, in the order in which it is. */
final class Scenarios {

    private static final int BRANCHES = 5;
    private static final int CALLS_AT_ONCE = 30;
    private static final int TEN_KIB = 10 * 1024;
    private static final String PLAIN = "plain SCG, 1 route";
    private static final String STOCK = "SCG, stock parts, 1,278 routes";
    private static final String NETTY = "Reactor Netty proxy";
    private static final String NGINX = "nginx";

    /** What most scenarios ask: the gateway with 10,000 routes. */
    private static final Palm PALM = Palm.with(10_000);

    private static final String NAME = name(PALM);

    private Scenarios() {}

    static List<Scenario> of(Stage stage) throws IOException {
        H2Load get = H2Load.get(BenchBundle.AFFAIR).with("authorization", stage.token());
        return List.of(
                get(get),
                stock(get),
                routes(get),
                large(H2Load.get(BenchBundle.LARGE).with("authorization", stage.token())),
                post(get.sending(tenKib(stage))),
                citizens(stage),
                cached(get, H2Load.get(BenchBundle.CACHED).with("authorization", stage.token())),
                fiveAtOnce(stage),
                encrypted(get.overHttp2()),
                new FixedRate("latency"),
                new IdleMemory("idle", PALM),
                new LoadedMemory(
                        "memory", List.of(way(Palm.with(1), get), way(PALM, get), way(Palm.with(100_000), get))),
                new Reloads("reloads", PALM.routes()),
                new Starts("start", List.of(1, PALM.routes())));
    }

    private static Scenario get(Load load) {
        return SideBySide.of(
                "get",
                List.of(
                        Way.of(NGINX, Control.NGINX, load),
                        Way.of(NETTY, Control.NETTY, load),
                        Way.of(PLAIN, Control.PLAIN, load),
                        way(PALM, load)),
                List.of(new Ratio(NAME, PLAIN, 1.0), new Ratio(NAME, NETTY, null), new Ratio(NAME, NGINX, null)));
    }

    private static Scenario stock(Load load) {
        return SideBySide.of(
                "stock",
                List.of(Way.of(STOCK, Control.STOCK, load), way(PALM, load)),
                List.of(new Ratio(NAME, STOCK, 0.2)));
    }

    private static Scenario routes(Load load) {
        List<Palm> palms = List.of(Palm.with(1), Palm.with(1278), PALM, Palm.with(100_000));
        String one = name(palms.get(0));
        return new SideBySide(
                "routes",
                palms.stream().map(palm -> way(palm, load)).toList(),
                List.of(
                        new Ratio(name(palms.get(1)), one, null),
                        new Ratio(NAME, one, null),
                        new Ratio(name(palms.get(3)), one, 1.05)),
                true);
    }

    private static Scenario large(Load load) {
        return besidePlain("large", load);
    }

    private static Scenario post(Load load) {
        return besidePlain("post", load);
    }

    private static Scenario besidePlain(String name, Load load) {
        return SideBySide.of(
                name,
                List.of(Way.of(PLAIN, Control.PLAIN, load), way(PALM, load)),
                List.of(new Ratio(NAME, PLAIN, null)));
    }

    private static Scenario citizens(Stage stage) throws IOException {
        Wrk one = Wrk.of(
                BenchBundle.AFFAIR, stage.directory("citizen"), stage.tokens().subList(0, 1));
        Wrk all = Wrk.of(BenchBundle.AFFAIR, stage.directory("citizens"), stage.tokens());
        String many = String.format(
                Locale.ROOT, "%,d citizens in turn", stage.tokens().size());
        return SideBySide.of(
                "citizens",
                List.of(Way.of("one citizen", PALM, one), Way.of(many, PALM, all)),
                List.of(new Ratio(many, "one citizen", 1.1)));
    }

    private static Scenario cached(Load proxied, H2Load kept) {
        Load known = kept.with("if-none-match", "\"one\"");
        String stock = "hit of SCG's LocalResponseCache";
        return SideBySide.of(
                "cached",
                List.of(
                        Way.of(NETTY, Control.NETTY, proxied),
                        Way.of(stock, Control.STOCK, kept),
                        Way.of("hit", PALM, kept),
                        Way.of("304", PALM, known)),
                List.of(
                        new Ratio("hit", NETTY, 0.7),
                        new Ratio("hit", stock, null),
                        new Ratio("304", NETTY, null),
                        new Ratio("304", "hit", null)));
    }

    private static Scenario fiveAtOnce(Stage stage) {
        // The same number of calls to the department at a time, or it would be protected from one and not from the
        // other.
        Load five = H2Load.get(BenchBundle.FIVE)
                .with("authorization", stage.token())
                .atOnce(CALLS_AT_ONCE / BRANCHES);
        Load single = H2Load.get(BenchBundle.BRANCH)
                .with("authorization", stage.token())
                .atOnce(CALLS_AT_ONCE);
        return SideBySide.of(
                "five",
                List.of(Way.of("composed of five", PALM, five), new Way("five calls singly", PALM, single, BRANCHES)),
                List.of(new Ratio("composed of five", "five calls singly", 0.7)));
    }

    private static Scenario encrypted(Load load) {
        return SideBySide.of(
                "encrypted",
                List.of(Way.of(PLAIN, Control.PLAIN_ENCRYPTED, load), Way.of(NAME, PALM.overTls(), load)),
                List.of(new Ratio(NAME, PLAIN, null)));
    }

    private static Path tenKib(Stage stage) throws IOException {
        return Files.writeString(stage.work().resolve("application.json"), "\"" + "x".repeat(TEN_KIB - 2) + "\"");
    }

    private static Way way(Palm palm, Load load) {
        return Way.of(name(palm), palm, load);
    }

    private static String name(Palm palm) {
        return palm.routes() == 1 ? "palm, 1 route" : String.format(Locale.ROOT, "palm, %,d routes", palm.routes());
    }
}
