package org.palmgateway.sandbox.department;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The bundles of the sandbox as the tests see them: what is offered, to whom, and where it is answered. */
public final class Bundles {

    private Bundles() {}

    public static List<Offer> offers() {
        try (Stream<Path> files = Files.list(Path.of("bundles"))) {
            return files.sorted().flatMap(Bundles::offersIn).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Offer> offersIn(Path file) {
        try {
            JsonNode bundle = JsonMapper.shared().valueToTree(new Yaml().load(Files.readString(file)));
            JsonNode department = bundle.path("departments").path(0);
            return bundle.path("routes").valueStream().map(route -> Offer.of(department, route));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A route of a bundle. */
    public record Offer(
            String route,
            String department,
            String region,
            String method,
            String path,
            String upstream,
            String upstreamPath,
            String audience,
            List<String> scopes,
            boolean composed) {

        static Offer of(JsonNode department, JsonNode route) {
            return new Offer(
                    route.path("id").asString(),
                    department.path("id").asString(),
                    department.path("region").asString(),
                    route.at("/match/methods/0").asString(),
                    route.at("/match/path").asString(),
                    department.at("/upstreams/0/url").asString(),
                    route.at("/upstream/path").asString(),
                    route.at("/access/audience").asString(),
                    route.at("/access/scopes")
                            .valueStream()
                            .map(JsonNode::asString)
                            .toList(),
                    route.has("compose"));
        }

        boolean open() {
            return audience.equals("public");
        }

        /** The path at the departments' server, its variables filled in. */
        String address() {
            return "/" + department + upstreamPath.replaceAll("\\{[a-z]+}", "330106");
        }

        @Override
        public String toString() {
            return route;
        }
    }
}
