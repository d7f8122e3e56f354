package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

/** Routes that Spring Cloud Gateway would read from properties would pass none of our steps. */
class OnlyOurRoutesTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"/door", "/d%6For", "/door;open", "/me/limits/door%20"})
    void aRouteOfSpringCloudGatewaysIsNone(String path) {
        try (TestIssuer issuer = new TestIssuer();
                TestDepartment department =
                        new TestDepartment((request, response) -> response.sendString(Mono.just("open")));
                TestGateway gateway = TestGateway.start(
                        directory,
                        issuer,
                        Map.of(
                                "d",
                                BundleText.of("d", "330000", department.url()).toString()),
                        "--spring.cloud.gateway.server.webflux.routes[0].id=door",
                        "--spring.cloud.gateway.server.webflux.routes[0].uri=" + department.url(),
                        "--spring.cloud.gateway.server.webflux.routes[0].predicates[0]=Path=/**")) {
            assertThat(gateway.get(path).statusCode()).isIn(400, 404);
            assertThat(gateway.get(path).body()).contains("urn:palm:problem:");
        }
    }
}
