package org.palmgateway.gateway.forward;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class RoutingTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment PROVINCE = new TestDepartment("province");
    private static final TestDepartment CITY = new TestDepartment("city");
    private static final TestDepartment COUNTY = new TestDepartment("county");

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "province",
                        BundleText.of("province", "330000", PROVINCE.url() + "/base/")
                                .route("p.records", "GET", "/records/{id}", "audience: public")
                                .route(
                                        "p.files",
                                        "GET, PUT",
                                        "/files/{*file}",
                                        "audience: public",
                                        "upstream: { path: \"/store/{*file}\" }")
                                .route("p.open", "GET", "/{*anything}", "audience: public")
                                .route("p.guarded", "GET", "/guarded", "audience: citizen")
                                .toString(),
                        "city",
                        BundleText.of("city", "330100", CITY.url())
                                .route("c.records", "GET", "/records/{id}", "audience: public")
                                .toString(),
                        "county",
                        BundleText.of("county", "330106", COUNTY.url())
                                .route("x.records", "GET", "/records/{id}", "audience: public")
                                .route("x.slots", "GET", "/county/slots", "audience: public")
                                .toString(),
                        "other-county",
                        BundleText.of("other-county", "330110", COUNTY.url())
                                .route("y.slots", "GET", "/county/slots", "audience: public")
                                .toString()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVINCE.close();
        CITY.close();
        COUNTY.close();
        ISSUER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "330106, county, 330106",
        "330110, city, 330100",
        "330100, city, 330100",
        "330212, province, 330000",
        "330000, province, 330000",
    })
    void theNearestRegionOnTheWayUpServes(String asked, String department, String served) {
        HttpResponse<String> answer = gateway.get("/records/7", "Palm-Region", asked);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(department);
        assertThat(answer.headers().firstValue("Palm-Region")).hasValue("requested=" + asked + "; served=" + served);
    }

    @Test
    void withoutARegionTheProvinceServes() {
        assertThat(gateway.get("/records/7").body()).contains("province");
    }

    @ParameterizedTest
    @CsvSource({"110000", "abc", "33010", "'330106, 330100'"})
    void anUnknownRegionIsRefused(String region) {
        HttpResponse<String> answer = gateway.get("/records/7", "Palm-Region", region);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"unknown-region\"");
    }

    @Test
    void whereSeveralRegionsOfferAnAffairOneMustBeNamed() {
        // The catch-all of the province also has this path, but is less specific: it serves.
        assertThat(gateway.get("/county/slots").body()).contains("province");
        assertThat(gateway.get("/county/slots", "Palm-Region", "330110").body()).contains("county");
    }

    @Test
    void theDepartmentSeesItsOwnPathAndTheCallersQuery() {
        gateway.get("/files/a/b%20c?x=1&y=%2F");

        assertThat(PROVINCE.last().uri()).isEqualTo("/base/store/a/b%20c?x=1&y=%2F");
    }

    @Test
    void aWrongMethodIsAnsweredWithTheAllowedOnes() {
        HttpResponse<String> answer =
                gateway.send(HttpRequest.newBuilder(gateway.uri("/files/a")).DELETE());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Allow")).hasValue("GET, HEAD, PUT");
        assertThat(answer.body()).contains("\"code\":\"wrong-method\"");
    }

    @Test
    void headIsForwardedAsHeadAndAnsweredWithoutBody() {
        HttpResponse<String> answer =
                gateway.send(HttpRequest.newBuilder(gateway.uri("/records/7")).method("HEAD", BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
        assertThat(PROVINCE.last().method()).isEqualTo("HEAD");
    }

    @Test
    void bodiesOfRequestsArrive() {
        HttpResponse<String> answer =
                gateway.send(HttpRequest.newBuilder(gateway.uri("/files/a")).PUT(BodyPublishers.ofString("文件")));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(PROVINCE.last().headers().get("Content-Length")).isEqualTo("6");
    }

    @ParameterizedTest
    @CsvSource({
        "/guarded",
        "/guarded/",
        "/%67uarded",
        "/%67%75arded/",
        "/./guarded",
        "/x/../guarded",
        "/%2e/guarded",
        "/x/%2E%2e/guarded",
        "/guarded/.",
    })
    void everySpellingOfAGuardedPathIsGuarded(String spelling) throws IOException {
        assertThat(RawConnection.get(gateway.port(), spelling))
                .startsWith("HTTP/1.1 401 ")
                .contains("token-missing");
    }

    @ParameterizedTest
    @CsvSource({
        "/x%2F..%2Fguarded",
        "/x/..%2fguarded",
        "/x/%2e%2e%2fguarded",
        "/..%5cguarded",
        "//guarded",
        "/x//guarded",
        "/guarded;v=1",
        "/x;a/../guarded;",
        "/../guarded",
        "/%c0%ae%c0%ae/guarded",
        "/guarded%00",
        "/guarded%",
        "/gu{rded",
        "/gu^rded",
        "/gu\\arded",
        "/guarded%ff",
    })
    void whatDepartmentsCouldReadAsAnotherPathIsRefused(String spelling) throws IOException {
        int before = PROVINCE.seen().size();

        String answer = RawConnection.get(gateway.port(), spelling);

        assertThat(answer)
                .startsWith("HTTP/1.1 400 ")
                .containsIgnoringCase("content-type: application/problem+json")
                .contains("\"code\":\"malformed-");
        assertThat(PROVINCE.seen()).hasSize(before);
    }

    @Test
    void anAbsoluteTargetIsReadAsItsPath() throws IOException {
        assertThat(RawConnection.get(gateway.port(), "http://elsewhere.example/guarded"))
                .startsWith("HTTP/1.1 401 ");
    }

    @Test
    void answersCarryTheRevision() {
        assertThat(gateway.get("/records/7").headers().firstValue("Palm-Revision"))
                .hasValue("1");
    }
}
