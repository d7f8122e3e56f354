package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.Gateway;
import tools.jackson.databind.JsonNode;

/** Two nodes of one registry, by HTTP: what is done at one holds at the other. */
class TwoNodesTest {

    private static final String CHECK = "/business/licences/91330106MA27/check";
    private static final String TRIAL =
            "/api/applications/app-two/subscriptions/zj-market-regulation/plan/trial?reason=to+try";
    private static final String BUNDLE = """
            departments:
              - id: hz-clinic
                name: { zh: 诊所, en: Clinics }
                region: 330100
                upstreams: [{ id: main, url: "%s/hz-clinic" }]
            routes:
              - id: hz-clinic.hours
                name: { zh: 时间, en: Hours }
                match: { methods: [GET], path: /hz-clinic/hours }
                access: { audience: public }
            """;

    private Sandbox sandbox;
    private Gateway second;
    private Phone phone;

    @BeforeEach
    void start(@TempDir Path work) throws IOException {
        String registry = "jdbc:h2:file:" + work.resolve("registry").toAbsolutePath();
        sandbox = Sandbox.start(
                new Sandbox.Ports(0, 0, 0, 0, 0),
                Path.of("bundles"),
                work.resolve("first"),
                Map.of(),
                "--palm.registry.node=first",
                "--palm.registry.url=" + registry);
        phone = new Phone(sandbox);
        second = Gateway.start(Map.ofEntries(
                Map.entry("palm.registry.node", "second"),
                Map.entry("palm.registry.url", registry),
                Map.entry("palm.registry.state", work.resolve("second/registry").toString()),
                Map.entry("palm.registry.allowed-upstreams", "127.0.0.0/8"),
                Map.entry(
                        "palm.bundles.directory", work.resolve("first/bundles").toString()),
                Map.entry("palm.bundles.state", work.resolve("second/bundles").toString()),
                Map.entry(
                        "palm.policies.directory",
                        work.resolve("second/policies").toString()),
                Map.entry("palm.data-plane.port", 0),
                Map.entry("palm.admin.port", 0),
                Map.entry(
                        "palm.compose.sandbox",
                        "http://127.0.0.1:" + sandbox.departments().port()),
                Map.entry(
                        "palm.identity.issuers[0].uri",
                        sandbox.identity().issuer().toString()),
                Map.entry(
                        "palm.identity.issuers[0].client.secret",
                        sandbox.identity().gatewaySecret()),
                Map.entry(
                        "palm.identity.issuers[0].client.realm",
                        sandbox.identity().realm().toString()),
                Map.entry("palm.identity.passport.pairwise-secret", "for this test only, and long enough")));
    }

    @AfterEach
    void stop() {
        second.close();
        sandbox.close();
    }

    private HttpResponse<String> at(int port, String who, String path) {
        return phone.admin(port, who, "GET", path, "");
    }

    private static HttpResponse<String> is(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    @Test
    void whatIsPublishedAtOneIsLiveAtBothWhenTheAnswerComes() {
        String developer = phone.signedIn("sun-yue");
        String operator = phone.signedIn("he-tao");
        int there = second.adminPort();
        String owner = "/api/owners/hz-clinic";
        is(
                200,
                phone.admin(
                        there,
                        developer,
                        "PUT",
                        owner,
                        "{\"name\":{\"zh\":\"诊所\",\"en\":\"Clinics\"}}",
                        "If-None-Match",
                        "*"));
        HttpResponse<String> draft = is(
                200,
                phone.admin(
                        there,
                        developer,
                        "PUT",
                        owner + "/draft",
                        BUNDLE.formatted(sandbox.mock()),
                        "If-None-Match",
                        "*"));
        String tag = draft.headers().firstValue("ETag").orElseThrow();
        is(
                202,
                phone.admin(
                        there, developer, "POST", owner + "/draft/submit", "{\"reason\":\"ours\"}", "If-Match", tag));

        assertThat(at(sandbox.gateway().dataPort(), operator, "/hz-clinic/hours")
                        .body())
                .contains("unknown-path");
        assertThat(at(second.dataPort(), operator, "/hz-clinic/hours").body()).contains("unknown-path");

        JsonNode live = Phone.json(is(
                200,
                phone.admin(
                        sandbox.gateway().adminPort(),
                        operator,
                        "POST",
                        owner + "/revisions/1/approve?wait=live",
                        "{\"reason\":\"fine\"}")));

        assertThat(live.path("live").asBoolean()).isTrue();
        // The mock has no answer for it, but the request was led there.
        assertThat(at(sandbox.gateway().dataPort(), operator, "/hz-clinic/hours")
                        .body())
                .doesNotContain("unknown-path");
        assertThat(at(second.dataPort(), operator, "/hz-clinic/hours").body()).doesNotContain("unknown-path");
        JsonNode nodes =
                Phone.json(is(200, at(there, operator, "/api/registry"))).path("nodes");
        assertThat(nodes).hasSize(2);
    }

    @Test
    void aSubscriptionBegunAtOneHoldsAtTheOtherAndItsEndToo() {
        String developer = phone.signedIn("sun-yue");
        is(
                201,
                phone.admin(
                        second.adminPort(),
                        developer,
                        "PUT",
                        "/api/applications/app-two",
                        "{\"name\":\"Two\",\"kind\":\"public\",\"audience\":\"citizen\","
                                + "\"redirects\":[\"http://127.0.0.1:8098/back\"]}"));
        String citizen = phone.signedIn("zhang-wei&client=app-two");
        int first = sandbox.gateway().dataPort();
        assertThat(at(first, citizen, CHECK).body()).contains("subscription-missing");
        assertThat(at(second.dataPort(), citizen, CHECK).body()).contains("subscription-missing");

        is(200, phone.admin(second.adminPort(), developer, "PUT", TRIAL, ""));

        assertThat(at(second.dataPort(), citizen, CHECK).body()).doesNotContain("subscription-missing");
        assertThat(Phone.becomes(
                        Duration.ofSeconds(30), () -> at(first, citizen, CHECK).statusCode() == 200))
                .isTrue();

        is(200, phone.admin(sandbox.gateway().adminPort(), developer, "DELETE", TRIAL, ""));

        assertThat(at(first, citizen, CHECK).body()).contains("subscription-missing");
        assertThat(Phone.becomes(
                        Duration.ofSeconds(30),
                        () -> at(second.dataPort(), citizen, CHECK).body().contains("subscription-missing")))
                .isTrue();
    }
}
