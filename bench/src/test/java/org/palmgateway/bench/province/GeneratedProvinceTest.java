package org.palmgateway.bench.province;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.snapshot.Snapshot;

class GeneratedProvinceTest {

    private static final URI UPSTREAM = URI.create("http://127.0.0.1:9");

    private static GeneratedProvince province(int routes) {
        return GeneratedProvince.of(routes, 1, UPSTREAM, Audiences.MIXED);
    }

    @Test
    void everyBundleCompiles() {
        Snapshot snapshot = CompiledProvince.of(province(2000)).snapshot();

        assertThat(snapshot.quarantined()).isEmpty();
        assertThat(snapshot.size()).isEqualTo(2000);
    }

    @Test
    void drawnRequestsFindRoutes() throws Exception {
        GeneratedProvince province = province(2000);
        Snapshot snapshot = CompiledProvince.of(province).snapshot();

        for (SampleRequest request : SampleRequest.hits(province, 500, new Random(1))) {
            assertThat(find(snapshot, request)).as("%s", request).isInstanceOf(Match.Hit.class);
        }
    }

    @Test
    void requestsGoneWrongFindNone() throws Exception {
        GeneratedProvince province = province(2000);
        Snapshot snapshot = CompiledProvince.of(province).snapshot();

        for (SampleRequest request : SampleRequest.hits(province, 500, new Random(1))) {
            SampleRequest wrong = request.missing(new Random(1));
            assertThat(find(snapshot, wrong)).as("%s", wrong).isInstanceOf(Match.UnknownPath.class);
        }
    }

    private static Match find(Snapshot snapshot, SampleRequest request) throws Exception {
        return snapshot.index()
                .find(
                        request.method(),
                        NormalPath.of(request.path()),
                        snapshot.regions().chain(request.region()).orElseThrow());
    }

    @Test
    void severalRegionsShareSomePaths() {
        List<String> paths = province(2000).bundles().stream()
                .flatMap(bundle -> bundle.routes().stream())
                .map(route -> route.methods() + route.path())
                .toList();

        assertThat(paths).size().isGreaterThan((int) paths.stream().distinct().count());
    }

    @Test
    void pathsHaveTwoToSixSegments() {
        List<Long> segments = province(100_000).bundles().stream()
                .flatMap(bundle -> bundle.routes().stream())
                .map(route -> route.path().chars().filter(c -> c == '/').count())
                .distinct()
                .toList();

        assertThat(segments).containsExactlyInAnyOrder(2L, 3L, 4L, 5L, 6L);
    }

    @Test
    void aFullProvinceHasAllApplications() {
        assertThat(province(100_000).bundles()).hasSize(GeneratedProvince.APPLICATIONS);
    }

    @Test
    void theSameSeedMakesTheSameProvince() {
        assertThat(province(500)).isEqualTo(province(500));
    }

    @Test
    void everyBundleIsWrittenToItsFile(@TempDir Path directory) throws IOException {
        GeneratedProvince province = province(100);

        province.write(directory);

        for (GeneratedBundle bundle : province.bundles()) {
            assertThat(Files.readString(directory.resolve(bundle.file()))).isEqualTo(bundle.yaml());
        }
    }
}
