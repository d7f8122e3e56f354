package org.palmgateway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.region.Divisions;

/** The routes of the sandbox's bundles, as the gateway reads them. */
final class BundleRoutes {

    private static final BundleReader READER = new BundleReader(Divisions.zhejiang());

    private BundleRoutes() {}

    /**
     * What a citizen may read of one department: routes that take GET, are public or for citizens, ask for no
     * subscription, and are not composed.
     */
    static Stream<Arguments> readableByCitizens() {
        return all().stream()
                .filter(route -> route.methods().contains("GET") && route.composition() == null)
                .filter(route -> !route.access().subscription())
                .filter(route -> route.access().audience() == Audience.PUBLIC
                        || route.access().audience() == Audience.CITIZEN)
                .map(route -> Arguments.argumentSet(route.id(), route));
    }

    static List<Route> all() {
        return files().stream().flatMap(BundleRoutes::read).toList();
    }

    /** The files of the bundles, by their names. */
    static List<Path> files() {
        try (Stream<Path> files = Files.list(Path.of("bundles"))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Route> read(Path path) {
        try {
            String file = String.valueOf(path.getFileName());
            BundleReading reading = READER.read(file.replace(".yaml", ""), file, Files.readString(path));
            if (reading instanceof BundleReading.Sound sound) {
                return sound.bundle().routes().stream();
            }
            throw new IllegalStateException("Broken bundle: " + reading);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
