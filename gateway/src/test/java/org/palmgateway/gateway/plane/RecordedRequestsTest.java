package org.palmgateway.gateway.plane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.record.RecordedRequest;

/** What a running gateway keeps of the requests of its callers. */
class RecordedRequestsTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("tax");

    @TempDir
    private Path directory;

    @AfterAll
    static void stopOthers() {
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void nothingOfQueryBodyTokenOrSubjectIsKept() {
        String token = ISSUER.token(claims -> claims.subject("SECRET-SUBJECT").claim("name", "SECRET-NAME"));
        try (TestGateway gateway = start()) {
            HttpRequest.Builder request = HttpRequest.newBuilder(gateway.uri("/tax/./bills?plate=SECRET-QUERY"))
                    .POST(BodyPublishers.ofString("SECRET-BODY"));

            assertThat(gateway.send(request, "Authorization", "Bearer " + token, "Palm-Region", "330106")
                            .statusCode())
                    .isEqualTo(200);

            assertThat(kept(gateway, 1)).singleElement().satisfies(kept -> {
                assertThat(kept.method()).isEqualTo("POST");
                assertThat(kept.path()).isEqualTo("/tax/bills");
                assertThat(kept.region()).isEqualTo("330106");
                assertThat(kept.audience()).isEqualTo("citizen");
                assertThat(kept.route()).isEqualTo("tax.bills");
                assertThat(kept.code()).isNull();
                assertThat(kept.toString()).doesNotContain("SECRET", "plate", token);
            });
        }
    }

    @Test
    void requestsThatFindNoRouteOrAreRefusedAreKeptWithTheirProblem() {
        try (TestGateway gateway = start()) {
            gateway.get("/nowhere");
            gateway.send(HttpRequest.newBuilder(gateway.uri("/tax/bills")).POST(BodyPublishers.noBody()));
            gateway.get("/.well-known/jwks.json");

            assertThat(kept(gateway, 2))
                    .extracting(RecordedRequest::path, RecordedRequest::route, RecordedRequest::code)
                    .containsExactlyInAnyOrder(
                            tuple("/nowhere", null, "unknown-path"), tuple("/tax/bills", "tax.bills", "token-missing"));
        }
    }

    @Test
    void nothingIsKeptWhenItIsSwitchedOff() {
        try (TestGateway gateway = start("--palm.registry.recorded-requests=0")) {
            gateway.get("/nowhere");

            assertThat(gateway.gateway().lastRequests()).isEmpty();
        }
    }

    private TestGateway start(String... settings) {
        String bundle = """
                departments:
                  - id: tax
                    name: { zh: 税务局, en: Tax }
                    region: 330000
                    upstreams: [{ id: main, url: "%s" }]
                routes:
                  - id: tax.bills
                    name: { zh: 账单, en: Bills }
                    match: { methods: [POST], path: /tax/bills }
                    access: { audience: citizen }
                """.formatted(DEPARTMENT.url());
        return TestGateway.start(directory, ISSUER, Map.of("tax", bundle), settings);
    }

    /** A request is recorded when its answer has left, which its caller may see sooner. */
    private static List<RecordedRequest> kept(TestGateway gateway, int count) {
        becomes(Duration.ofSeconds(5), () -> gateway.gateway().lastRequests().size() >= count);
        return gateway.gateway().lastRequests();
    }
}
