package org.palmgateway.bench.compare;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.palmgateway.bench.province.Audiences;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.gateway.PalmGateway;

/**
 * A gateway ready to be started as it is shipped, by its own main class and its command line: tokens are verified, limits counted for each
 * citizen, passports made; breaker, concurrency, deadlines and metrics are as they are when nobody sets them.
 *
 * @param directory where its bundles are, and what it keeps
 * @param port the port of its data plane, on loopback
 * @param settings its command line
 */
record Installation(Path directory, int port, List<String> settings) {

    private static final long SEED = 330000;

    /** Copies the settings. */
    Installation {
        settings = List.copyOf(settings);
    }

    /**
     * Writes the bundles of a made-up province with those routes that are called.
     *
     * @param routes how many routes there are in all: 1, or more than {@link BenchBundle#ROUTES}
     */
    static Installation of(Stage stage, int routes) throws IOException {
        Path directory = stage.directory("palm");
        Path bundles = Files.createDirectories(directory.resolve("bundles"));
        URI department = URI.create(stage.departments().url());
        if (routes > 1) {
            GeneratedProvince.of(routes - BenchBundle.ROUTES, SEED, department, Audiences.MIXED)
                    .write(bundles);
        }
        BenchBundle.write(bundles, routes > 1 ? BenchBundle.text(department) : BenchBundle.textOfOne(department));
        int port = Tools.freePort();
        return new Installation(
                directory, port, settings(directory, port, stage.issuer().uri()));
    }

    private static List<String> settings(Path directory, int port, URI issuer) {
        Map<String, Object> settings = Map.ofEntries(
                Map.entry("palm.bundles.directory", directory.resolve("bundles")),
                Map.entry("palm.bundles.state", directory.resolve("last-good")),
                Map.entry("palm.registry.url", "none"),
                Map.entry("palm.policies.directory", directory.resolve("policies")),
                Map.entry("palm.cache.state", directory.resolve("cache")),
                Map.entry("palm.data-plane.address", "127.0.0.1"),
                Map.entry("palm.data-plane.port", port),
                Map.entry("palm.data-plane.drain", "1s"),
                Map.entry("palm.admin.port", 0),
                Map.entry("palm.identity.issuers[0].uri", issuer),
                Map.entry("palm.identity.issuers[0].keys", issuer),
                Map.entry("palm.identity.issuers[0].types", "jwt"),
                Map.entry("palm.identity.issuers[0].maximum-life", "24h"),
                Map.entry("palm.identity.passport.pairwise-secret", "for benchmarks only, and long enough"));
        return settings.entrySet().stream()
                .map(entry -> "--" + entry.getKey() + "=" + entry.getValue())
                .toList();
    }

    Installation with(List<String> more) {
        List<String> all = new ArrayList<>(settings);
        all.addAll(more);
        return new Installation(directory, port, all);
    }

    /** Returns how it is started, on the Java that this runs on. */
    static JavaCommand java() {
        return JavaCommand.ours(PalmGateway.class);
    }

    Path bundles() {
        return directory.resolve("bundles");
    }

    /** Starts it and waits until it listens. */
    Server start(JavaCommand java) throws IOException {
        return start(java.line());
    }

    /** Starts it by the words of a command that its settings are put behind, and waits until it listens. */
    Server start(List<String> line) throws IOException {
        List<String> command = new ArrayList<>(line);
        command.addAll(settings);
        return Server.onPort(command, port, directory.resolve("log"));
    }
}
