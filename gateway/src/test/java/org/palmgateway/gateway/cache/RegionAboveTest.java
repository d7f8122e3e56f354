package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.RudeDepartment;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

/** A route whose department cannot be reached, so that the region above answers. */
class RegionAboveTest {

    private static final String BUNDLE = """
            departments:
              - id: %1$s
                name: { zh: 测试, en: Test }
                region: %2$s
                upstreams: [{ id: main, url: "%3$s" }]
                policy: { retry: { attempts: 1 } }
            routes:
              - id: %1$s.a
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /affair }
                access: { audience: public }
                cache: { audience: public }
                when-down: parent-region
            """;

    @TempDir
    private Path directory;

    @Test
    void answerOfTheRegionAboveIsKeptAsItsOwnAndSaysSoOnce() {
        try (TestIssuer issuer = new TestIssuer();
                RudeDepartment county = new RudeDepartment(RudeDepartment::reset);
                TestDepartment province =
                        new TestDepartment((request, response) -> response.header("Cache-Control", "max-age=60")
                                .header("ETag", "\"v1\"")
                                .sendString(Mono.just("of the province")));
                TestGateway gateway = TestGateway.start(
                        directory,
                        issuer,
                        Map.of(
                                "county",
                                BUNDLE.formatted("county", "330106", county.url()),
                                "province",
                                BUNDLE.formatted("province", "330000", province.url())))) {

            HttpResponse<String> first = gateway.get("/affair", "Palm-Region", "330106");
            HttpResponse<String> second = gateway.get("/affair", "Palm-Region", "330106");
            HttpResponse<String> head = gateway.send(
                    HttpRequest.newBuilder(gateway.uri("/affair")).method("HEAD", BodyPublishers.noBody()),
                    "Palm-Region",
                    "330106");
            HttpResponse<String> part = gateway.get("/affair", "Palm-Region", "330106", "Range", "bytes=0-1");

            assertThat(first.body()).isEqualTo("of the province");
            assertThat(first.headers().firstValue("Palm-Region")).hasValue("requested=330106; served=330000");
            assertThat(first.headers().allValues("Cache-Status"))
                    .isEqualTo(List.of("palm; fwd=uri-miss; fwd-status=200; stored"));
            assertThat(second.headers().allValues("Cache-Status"))
                    .singleElement()
                    .asString()
                    .startsWith("palm; hit");
            assertThat(head.headers().allValues("Cache-Status"))
                    .singleElement()
                    .asString()
                    .startsWith("palm; hit");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.headers().allValues("Cache-Status"))
                    .singleElement()
                    .asString()
                    .startsWith("palm; hit");
            assertThat(province.seen()).hasSize(1);
        }
    }
}
