package org.palmgateway.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LifeOfARouteTest {

    private static final int CALLERS = 400;

    private final TestIssuer issuer = new TestIssuer();
    private final TestDepartment first = cacheable("first");
    private final TestDepartment second = cacheable("second");
    private TestGateway gateway;

    @BeforeAll
    void start(@TempDir Path directory) {
        String bundle = """
                departments:
                  - id: d
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: first, url: "%s" }, { id: second, url: "%s" }]
                routes:
                  - id: d.old
                    name: { zh: 旧, en: Old }
                    match: { methods: [GET], path: "/v1/affairs/{id}" }
                    access: { audience: public }
                    upstream: { id: first }
                    life:
                      deprecated: "2026-12-01T00:00:00+08:00"
                      sunset: "2027-06-01T00:00:00+08:00"
                      successor: "/v2/affairs/{id}"
                      documentation: "https://example.org/changes"
                  - id: d.new
                    name: { zh: 新, en: New }
                    match: { methods: [GET], path: "/v2/affairs/{id}" }
                    access: { audience: public }
                    upstream: { id: first }
                  - id: d.split
                    name: { zh: 分, en: Split }
                    match: { methods: [GET], path: "/split" }
                    access: { audience: citizen }
                    cache: { audience: region }
                    upstream: { canary: { share: 25%%, id: second } }
                """.formatted(first.url(), second.url());
        gateway = TestGateway.start(directory, issuer, Map.of("d", bundle));
    }

    private static TestDepartment cacheable(String answer) {
        return new TestDepartment((request, response) ->
                response.header("Cache-Control", "max-age=600").sendString(Mono.just(answer)));
    }

    @AfterAll
    void stop() {
        gateway.close();
        first.close();
        second.close();
        issuer.close();
    }

    @Test
    void rfc9745And8594ADeprecatedRouteSaysSinceWhenAndUntilWhenAndWhatComesAfter() {
        HttpResponse<String> answer = gateway.get("/v1/affairs/%E4%BA%8B%3E");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Deprecation")).hasValue("@1796054400");
        assertThat(answer.headers().firstValue("Sunset")).hasValue("Mon, 31 May 2027 16:00:00 GMT");
        assertThat(answer.headers().allValues("Link"))
                .containsExactly(
                        "</v2/affairs/%E4%BA%8B%3E>; rel=\"successor-version\"",
                        "<https://example.org/changes>; rel=\"deprecation\"");
    }

    @Test
    void aRouteWithoutAnEndSaysNothing() {
        HttpResponse<String> answer = gateway.get("/v2/affairs/1");

        assertThat(answer.headers().map()).doesNotContainKeys("deprecation", "sunset", "link", "palm-version");
    }

    @Test
    void eachCallerIsAlwaysGivenTheSameVersionAndASharedAnswerIsNoOtherVersions() {
        Map<String, String> given = new HashMap<>();
        for (int round = 0; round < 2; round++) {
            for (int i = 0; i < CALLERS; i++) {
                String subject = "citizen-" + i;
                HttpResponse<String> answer = gateway.get("/split", "Authorization", "Bearer " + token(subject));
                String version = answer.headers().firstValue("Palm-Version").orElseThrow();
                assertThat(answer.body()).isEqualTo(version.equals("canary") ? "second" : "first");
                assertThat(given.putIfAbsent(subject, version)).isIn(null, version);
            }
        }
        assertThat(given.values().stream().filter("canary"::equals).count()).isBetween(60L, 140L);
        assertThat(first.seen()).filteredOn(seen -> seen.uri().equals("/split")).hasSize(1);
        assertThat(second.seen()).hasSize(1);
    }

    private String token(String subject) {
        return issuer.token(claims -> claims.subject(subject).claim("palm_audience", "citizen"));
    }
}
