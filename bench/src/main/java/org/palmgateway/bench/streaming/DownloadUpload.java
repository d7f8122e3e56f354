package org.palmgateway.bench.streaming;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.palmgateway.bench.process.GatewayProcess;
import org.palmgateway.bench.process.Memory;
import org.palmgateway.bench.report.Table;

/**
 * Sends a body that is larger than the gateway's memory through it, both ways, and prints what the gateway's process needed.
 *
 * <p>The receiver counts octets and compares a check sum; anything else than the body that was sent ends the run. One
 * download stops reading in the middle: a gateway that took the rest in meanwhile would need memory for it.
 */
public final class DownloadUpload {

    private static final Duration PAUSE = Duration.ofSeconds(5);
    private static final List<String> OPTIONS = List.of("-Xmx256m", "-XX:MaxDirectMemorySize=128m");

    private final LargeBody body;
    private final String expected;
    private final Table table = new Table(
            "what",
            "arrived and checked",
            "time",
            "heap, highest",
            "direct memory, highest",
            "resident",
            "resident, highest so far");

    private DownloadUpload(LargeBody body) {
        this.body = body;
        this.expected = body.expected().toString();
    }

    /**
     * Runs.
     *
     * @param arguments the size of the body in MiB, and an empty directory to work in
     * @throws IOException when the directory cannot be written or the gateway does not start
     */
    public static void main(String[] arguments) throws IOException {
        LargeBody body = LargeBody.ofMebibytes(Integer.parseInt(arguments[0]));
        Path directory = Path.of(arguments[1]);
        Path bundles = directory.resolve("bundles");
        try (FileDepartment department = new FileDepartment(body)) {
            department.writeBundle(bundles);
            try (GatewayProcess gateway = GatewayProcess.start(bundles, directory.resolve("state"), OPTIONS)) {
                new DownloadUpload(body).run(gateway);
            }
        }
    }

    private void run(GatewayProcess gateway) throws IOException {
        FileCaller caller = new FileCaller(gateway.url());
        row("start", gateway, () -> "");
        row("download", gateway, () -> caller.download().toString());
        row("upload", gateway, () -> caller.upload(body));
        row(
                "download, reader pauses 5 s",
                gateway,
                () -> caller.downloadWithPause(PAUSE).toString());
        table.print();
    }

    private void row(String what, GatewayProcess gateway, Supplier<String> transfer) throws IOException {
        long start = System.nanoTime();
        String arrived = transfer.get();
        double seconds = (System.nanoTime() - start) / 1e9;
        if (!arrived.isEmpty() && !arrived.equals(expected)) {
            throw new IllegalStateException(what + ": " + arrived + " (expected: " + expected + ")");
        }
        Memory memory = gateway.memory();
        table.row(
                what,
                arrived,
                String.format(Locale.ROOT, "%.1f s", seconds),
                mebibytes(memory.heapPeak()),
                mebibytes(memory.directPeak()),
                mebibytes(memory.resident()),
                mebibytes(memory.residentPeak()));
    }

    private static String mebibytes(long octets) {
        return String.format(Locale.ROOT, "%.1f MiB", octets / 1048576.0);
    }
}
