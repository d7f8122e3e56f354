package org.palmgateway.bench.scale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.process.Memory;
import org.palmgateway.bench.province.Audiences;
import org.palmgateway.bench.province.GeneratedBundle;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.bench.province.SampleRequest;
import org.palmgateway.bench.report.Table;
import reactor.core.publisher.Mono;

/**
 * Starts a gateway with a whole province, changes bundles while other routes are called, and prints what it saw.
 *
 * <p>The routes are public, so that what is measured is routes and not tokens. A change is one bundle with one route more;
 * it counts as live when that route answers 200 over HTTP. Requests at the same rate without changes come first, to compare.
 */
public final class ScaleRun {

    private static final long SEED = 330000;
    private static final int CHANGES = 20;
    private static final Duration WITHOUT_CHANGES = Duration.ofSeconds(1);
    private static final Duration EVERY = Duration.ofMillis(5);
    private static final List<String> OPTIONS = List.of("-Xmx1g");

    private final Path directory;
    private final GeneratedProvince province;
    private final Table table = new Table("what", "value");

    private ScaleRun(Path directory, GeneratedProvince province) {
        this.directory = directory;
        this.province = province;
    }

    /**
     * Runs.
     *
     * @param arguments the number of routes, and an empty directory to work in
     * @throws IOException when the directory cannot be written or the gateway does not start
     */
    public static void main(String[] arguments) throws IOException {
        int routes = Integer.parseInt(arguments[0]);
        try (TinyBackend backend = new TinyBackend()) {
            GeneratedProvince province = GeneratedProvince.of(routes, SEED, backend.url(), Audiences.PUBLIC);
            new ScaleRun(Path.of(arguments[1]), province).run();
        }
    }

    private void run() throws IOException {
        Path bundles = directory.resolve("bundles");
        province.write(bundles);
        List<SampleRequest> requests = SampleRequest.hits(province, 8192, new Random(SEED));
        table.row(
                "routes, bundles",
                number(province.size()) + ", " + number(province.bundles().size()));
        try (GatewayProcess gateway = start(bundles, "start, nothing kept", requests.get(0))) {
            table.row("memory after the start", text(gateway.memory()));
        }
        try (GatewayProcess gateway = start(bundles, "start, last good kept", requests.get(0))) {
            change(bundles, gateway, requests);
            table.row("memory after the changes", text(gateway.memory()));
        }
        table.print();
    }

    private GatewayProcess start(Path bundles, String what, SampleRequest request) throws IOException {
        long start = System.nanoTime();
        GatewayProcess gateway = GatewayProcess.start(bundles, directory.resolve("state"), OPTIONS);
        new Caller(gateway.url()).untilOk(request).block();
        table.row(
                what + ": both ports open, first answer",
                millis(gateway.startTime().toMillis()) + ", " + millis(since(start)) + " (with the JVM's start)");
        return gateway;
    }

    private void change(Path bundles, GatewayProcess gateway, List<SampleRequest> requests) throws IOException {
        Caller caller = new Caller(gateway.url());
        Trickle before = new Trickle(caller, requests, EVERY);
        try (before) {
            Mono.delay(WITHOUT_CHANGES).block();
        }
        row("requests right after the start, no changes", before);
        List<Long> times = new ArrayList<>();
        Trickle during = new Trickle(caller, requests, EVERY);
        try (during) {
            for (int i = 0; i < CHANGES; i++) {
                times.add(change(bundles, province.bundles().get(i).with("new"), caller));
            }
        }
        row("requests during the changes", during);
        times.sort(null);
        table.row(
                "a changed bundle is live after (" + CHANGES + " changes: least, median, most)",
                millis(times.get(0)) + ", " + millis(times.get(CHANGES / 2)) + ", " + millis(times.get(CHANGES - 1)));
    }

    private static long change(Path bundles, GeneratedBundle changed, Caller caller) throws IOException {
        Files.writeString(bundles.resolve(changed.file()), changed.yaml());
        long written = System.nanoTime();
        caller.untilOk(new SampleRequest("GET", "/" + changed.owner() + "/new", changed.region()))
                .block();
        return since(written);
    }

    private void row(String what, Trickle trickle) {
        String failures =
                trickle.failures().isEmpty() ? "0" : trickle.failures().toString();
        table.row(
                what + ": answered 200, failed, due but not sent",
                number(trickle.answered()) + ", " + failures + ", " + trickle.unsent());
        table.row(
                what + ": median, 99 %, most",
                String.format(
                        Locale.ROOT,
                        "%.1f ms, %.1f ms, %.1f ms",
                        trickle.millis(0.5),
                        trickle.millis(0.99),
                        trickle.millis(1)));
    }

    private static long since(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }

    private static String millis(long millis) {
        return number(millis) + " ms";
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    private static String text(Memory memory) {
        return String.format(
                Locale.ROOT,
                "heap after collection %d MiB, highest %d MiB; resident %d MiB, highest %d MiB",
                memory.heap() >> 20,
                memory.heapPeak() >> 20,
                memory.resident() >> 20,
                memory.residentPeak() >> 20);
    }
}
