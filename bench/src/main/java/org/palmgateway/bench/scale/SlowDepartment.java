package org.palmgateway.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.province.SampleRequest;
import org.palmgateway.bench.report.Table;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/**
 * Slows one of two departments from 20 ms to 5 s under load, again and again, and prints how long the other one's callers wait
 * meanwhile. Medians are compared within one round, a round at a time.
 */
public final class SlowDepartment {

    private static final Duration WELL = Duration.ofMillis(20);
    private static final Duration SLOW = Duration.ofSeconds(5);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration PHASE = Duration.ofSeconds(15);
    private static final Duration EVERY = Duration.ofMillis(5);
    private static final int ROUNDS = 3;

    private static final String BUNDLE = """
            departments:
              - { id: %1$s, name: { zh: 部门, en: Department }, region: 330000, upstreams: [{ id: main, url: "%2$s" }] }
            routes:
              - { id: %1$s.a, name: { zh: 事项, en: Affair }, match: { methods: [GET], path: /%1$s }, access: { audience: public } }
            """;

    private SlowDepartment() {}

    /**
     * Runs.
     *
     * @param arguments an empty directory to work in
     * @throws IOException when the directory cannot be written or the gateway does not start
     */
    public static void main(String[] arguments) throws IOException {
        Path directory = Path.of(arguments[0]);
        Path bundles = Files.createDirectories(directory.resolve("bundles"));
        AtomicLong millis = new AtomicLong(WELL.toMillis());
        DisposableServer slowing = department(millis);
        DisposableServer other = department(new AtomicLong(WELL.toMillis()));
        write(bundles, "slowing", slowing);
        write(bundles, "other", other);
        try (GatewayProcess gateway = GatewayProcess.start(bundles, directory.resolve("state"), List.of("-Xmx512m"))) {
            Caller caller = new Caller(gateway.url());
            measure(caller, WARM_UP);
            Table table = new Table(
                    "round", "slowing", "other: answered, failed", "median", "99 %", "slowing: answered, failed");
            for (int round = 1; round <= ROUNDS; round++) {
                millis.set(WELL.toMillis());
                double before = row(table, round, "no", measure(caller, PHASE));
                millis.set(SLOW.toMillis());
                double during = row(table, round, "yes", measure(caller, PHASE));
                table.row(
                        Integer.toString(round),
                        "ratio of medians",
                        "",
                        String.format(Locale.ROOT, "%.2f", during / before),
                        "",
                        "");
            }
            table.print();
        } finally {
            slowing.disposeNow();
            other.disposeNow();
        }
    }

    private static DisposableServer department(AtomicLong millis) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(0)
                .handle((request, response) ->
                        response.sendString(Mono.just("done").delayElement(Duration.ofMillis(millis.get()))))
                .bindNow();
    }

    private static void write(Path bundles, String id, DisposableServer department) throws IOException {
        Files.writeString(bundles.resolve(id + ".yaml"), BUNDLE.formatted(id, "http://127.0.0.1:" + department.port()));
    }

    private record Both(Trickle slowing, Trickle other) {}

    private static Both measure(Caller caller, Duration time) {
        Trickle slowing = new Trickle(caller, List.of(new SampleRequest("GET", "/slowing", "330000")), EVERY);
        Trickle other = new Trickle(caller, List.of(new SampleRequest("GET", "/other", "330000")), EVERY);
        try (slowing;
                other) {
            Mono.delay(time).block();
        }
        return new Both(slowing, other);
    }

    private static double row(Table table, int round, String slow, Both both) {
        table.row(
                Integer.toString(round),
                slow,
                both.other().answered() + ", " + both.other().failures(),
                String.format(Locale.ROOT, "%.1f ms", both.other().millis(0.5)),
                String.format(Locale.ROOT, "%.1f ms", both.other().millis(0.99)),
                both.slowing().answered() + ", " + both.slowing().failures());
        return both.other().millis(0.5);
    }
}
