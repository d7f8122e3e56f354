package org.palmgateway.gateway.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SandboxLaneTest {

    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    private final TestIssuer issuer = new TestIssuer();
    private final TestDepartment live = new TestDepartment("live");
    private final TestDepartment own = new TestDepartment("own");
    private final WireMockServer mock = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private TestGateway gateway;
    private Operator developer;
    private Operator stranger;

    @BeforeAll
    void start(@TempDir Path directory) {
        mock.start();
        gateway = TestGateway.start(
                directory,
                issuer,
                Map.of(),
                "--palm.registry.url=jdbc:h2:file:" + directory.resolve("registry"),
                "--palm.registry.state=" + directory.resolve("registry-last-good"),
                "--palm.registry.mock=http://127.0.0.1:" + mock.port());
        developer = person("developer");
        stranger = person("stranger");
    }

    @AfterAll
    void stop() {
        gateway.close();
        mock.stop();
        live.close();
        own.close();
        issuer.close();
    }

    private Operator person(String subject) {
        return Operator.of(gateway, issuer, subject, "developer");
    }

    private static String document(String name) {
        return """
                openapi: 3.1.0
                info: { title: Clinics, version: '1' }
                paths:
                  /%1$s/{id}:
                    get:
                      operationId: %1$s
                      parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
                      responses:
                        '200':
                          description: ok
                          content:
                            application/json:
                              examples:
                                open: { value: { open: true } }
                                closed: { value: { open: false } }
                        '404': { description: none, content: { application/json: { example: { reason: none } } } }
                  /%1$s-open:
                    get:
                      operationId: %1$s-open
                      security: []
                      responses:
                        '200': { description: ok, content: { application/json: { schema: { type: object, required: [n], properties: { n: { type: integer } } } } } }
                """.formatted(name);
    }

    private HttpResponse<String> drafted(String owner, String document) {
        read(
                developer.put(
                        "/api/owners/" + owner, "{\"name\":{\"zh\":\"诊所\",\"en\":\"Clinics\"}}", "If-None-Match", "*"),
                200);
        HttpResponse<String> draft = developer.send(
                "POST",
                "/api/owners/" + owner + "/draft/import?region=330100&upstream=" + live.url(),
                BodyPublishers.ofString(document),
                "If-None-Match",
                "*",
                "Content-Type",
                "application/yaml");
        read(draft, 200);
        return draft;
    }

    private String pass(String owner, String body) {
        JsonNode view = read(developer.post("/api/owners/" + owner + "/draft/lane", body), 200);
        assertThat(view.path("field").asString()).isEqualTo("Palm-Lane");
        return view.path("pass").asString();
    }

    private HttpResponse<String> tried(String path, String pass, String... fields) {
        String[] all = new String[fields.length + 4];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "Palm-Lane";
        all[fields.length + 1] = pass;
        all[fields.length + 2] = "Authorization";
        all[fields.length + 3] = "Bearer " + issuer.citizen();
        return gateway.get(path, all);
    }

    @Test
    void aRouteInDraftIsAnsweredFromItsContract() {
        drafted("lane-a", document("a"));
        String pass = pass("lane-a", "{}");

        HttpResponse<String> answer = tried("/a/7", pass);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("{\"open\":true}");
        assertThat(answer.headers().firstValue("Palm-Lane")).hasValue("lane-a");
        assertThat(tried("/a/7", pass, "Prefer", "example=closed").body()).isEqualTo("{\"open\":false}");
        HttpResponse<String> preferred = tried("/a/7", pass, "Prefer", "code=404");
        assertThat(preferred.statusCode()).isEqualTo(404);
        assertThat(preferred.body()).isEqualTo("{\"reason\":\"none\"}");
        assertThat(tried("/a-open", pass).body()).startsWith("{\"n\":");
        assertThat(live.seen()).isEmpty();
    }

    @Test
    void whoCarriesAPassIsAuthenticatedCheckedAndLimitedAsOthersAre() {
        HttpResponse<String> draft = drafted("lane-b", document("b"));
        String limited = developer.get("/api/owners/lane-b/draft").body()
                + "  policy: { limits: [{ id: few, permits: 2, window: 1h, per: [route] }] }\n";
        HttpResponse<String> put = developer.send(
                "PUT",
                "/api/owners/lane-b/draft",
                BodyPublishers.ofString(limited),
                "If-Match",
                draft.headers().firstValue("ETag").orElseThrow(),
                "Content-Type",
                "application/yaml");
        read(put, 200);
        String pass = pass("lane-b", "{}");

        assertProblem(gateway.get("/b/7", "Palm-Lane", pass), 401, "token-missing");
        assertProblem(tried("/b/seven", pass), 400, "request-invalid");
        assertThat(tried("/b-open", pass).statusCode()).isEqualTo(200);
        assertThat(tried("/b-open", pass).statusCode()).isEqualTo(200);
        assertProblem(tried("/b-open", pass), 429, "limit-exceeded");
    }

    @Test
    void othersAreNotServedByADraft() {
        drafted("lane-c", document("c"));
        pass("lane-c", "{}");

        assertProblem(gateway.get("/c/7"), 404, "unknown-path");
    }

    @Test
    void aPassMayLeadToTheDevelopersOwnUpstream() throws Exception {
        drafted("lane-d", document("d"));
        String pass = pass("lane-d", "{\"upstream\":\"" + own.url() + "/dev\"}");

        HttpResponse<String> answer = tried("/d/7", pass);

        assertThat(answer.body()).contains("own");
        assertThat(own.last().uri()).isEqualTo("/dev/d/7");
        assertThat(own.last().headers().contains("Palm-Lane")).isFalse();
        String passport = own.last().headers().get("Palm-Passport");
        assertThat(SignedJWT.parse(passport).getJWTClaimsSet().getAudience()).containsExactly("sandbox:lane-d");
        assertThat(live.seen()).isEmpty();
    }

    @Test
    void aDraftThatIsChangedIsTriedAsItIsNow() {
        HttpResponse<String> draft = drafted("lane-e", document("e"));
        String pass = pass("lane-e", "{}");
        assertThat(tried("/e/7", pass).statusCode()).isEqualTo(200);

        read(
                developer.send(
                        "POST",
                        "/api/owners/lane-e/draft/import",
                        BodyPublishers.ofString(document("e2")),
                        "If-Match",
                        draft.headers().firstValue("ETag").orElseThrow(),
                        "Content-Type",
                        "application/yaml"),
                200);

        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(20), () -> tried("/e2/7", pass).statusCode() == 200))
                .isTrue();
        assertProblem(tried("/e/7", pass), 404, "unknown-path");
    }

    @Test
    void aPassThatIsNoneOrHoldsNoLongerLetsNobodyIn() {
        drafted("lane-f", document("f"));
        String good = pass("lane-f", "{}");
        Passes ours = new Passes(SECRET, Clock.systemUTC());
        String expired = ours.write(new Pass("lane-f", null, "me", Instant.now().minusSeconds(1)));
        String foreign = new Passes("another secret", Clock.systemUTC())
                .write(new Pass("lane-f", null, "me", Instant.now().plusSeconds(60)));
        String[] parts = good.split("\\.", -1);

        for (String bad : List.of("", "x", expired, foreign, parts[0] + "." + parts[1] + ".", "a".repeat(5000))) {
            assertProblem(tried("/f/7", bad), 403, "lane-refused");
        }
        assertProblem(tried("/f/7", good, "Palm-Lane", good), 403, "lane-refused");
    }

    @Test
    void whatCollidesCannotBeTried() {
        drafted("lane-g", document("g"));
        String pass = pass("lane-g", "{}");
        gateway.write("first.yaml", """
                departments:
                  - { id: first, name: { zh: 一, en: First }, region: 330100, upstreams: [{ id: main, url: "%s" }] }
                routes:
                  - { id: first.x, name: { zh: 一, en: First }, match: { methods: [GET], path: "/g/{x}" }, access: { audience: public } }
                """.formatted(live.url()));
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(20), () -> gateway.get("/g/7").statusCode() == 200))
                .isTrue();

        assertProblem(tried("/g/7", pass), 409, "lane-unfit");
    }

    @Test
    void aPassIsForThoseWhoWriteTheDraftAndLeavesATrace() {
        drafted("lane-h", document("h"));

        assertProblem(stranger.post("/api/owners/lane-h/draft/lane", "{}"), 404, "unknown-item");
        assertThat(wrongFields(developer.post("/api/owners/lane-h/draft/lane", "{\"life\":\"9h\"}")))
                .containsExactly("life");
        assertThat(wrongFields(developer.post("/api/owners/lane-h/draft/lane", "{\"upstream\":\"file:///etc\"}")))
                .containsExactly("upstream");
        String pass = pass("lane-h", "{\"reason\":\"a look\"}");
        Operator auditor = Operator.of(gateway, issuer, "auditor", "auditor");
        assertThat(auditor.get("/api/audit?limit=1000").body())
                .contains("lane.passed", "a look")
                .doesNotContain(pass);
    }
}
