package org.palmgateway.gateway.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
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

/** A developer's way from an application to its usage, by HTTP alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ApplicationApiTest {

    private static final String SERVICE =
            "{\"name\":\"Clinic\",\"kind\":\"service\",\"audience\":\"citizen\",\"reason\":\"for a test\"}";

    private final TestIssuer issuer = new TestIssuer();
    private final TestRealm realm = new TestRealm();
    private final TestDepartment department = new TestDepartment("{}");
    private TestGateway gateway;
    private Operator province;
    private Operator auditor;
    private Operator developer;
    private Operator stranger;

    @BeforeAll
    void start(@TempDir Path directory) {
        gateway = TestGateway.start(
                directory,
                issuer,
                Map.of("d", bundle()),
                "--palm.registry.url=jdbc:h2:file:" + directory.resolve("registry"),
                "--palm.registry.state=" + directory.resolve("registry-last-good"),
                "--palm.usage.every=1s",
                "--palm.identity.issuers[0].uri=" + issuer.uri(),
                "--palm.identity.issuers[0].client.secret=of-the-gateway",
                "--palm.identity.issuers[0].client.realm=" + realm.uri());
        province = person("province", "operator");
        auditor = person("auditor", "auditor");
        developer = person("developer", "developer");
        stranger = person("stranger", "developer");
    }

    @AfterAll
    void stop() {
        gateway.close();
        department.close();
        realm.close();
        issuer.close();
    }

    private String bundle() {
        return """
                departments:
                  - id: d
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "%s" }]
                routes:
                  - id: d.own
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /own }
                    access: { audience: citizen, subscription: required }
                    cache: { audience: application }
                  - id: d.second
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /second }
                    access: { audience: citizen, subscription: required }
                  - id: d.composed
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: /composed }
                    access: { audience: citizen }
                    compose:
                      branches:
                        - { id: own, department: d, path: /second, required: true }
                plans:
                  - id: free
                    name: { zh: 免费, en: Free }
                    approval: automatic
                    quota: { permits: 3, window: 1h }
                    departments: [d]
                  - id: agreed
                    name: { zh: 审批, en: Agreed }
                    approval: manual
                    routes: [d.second]
                """.formatted(department.url());
    }

    private Operator person(String subject, String role) {
        return Operator.of(gateway, issuer, subject, role);
    }

    private int call(String client, String path) {
        return answer(client, path).statusCode();
    }

    private HttpResponse<String> answer(String client, String path) {
        String token = issuer.token(claims -> claims.claim("client_id", client));
        return gateway.get(path, "Authorization", "Bearer " + token);
    }

    private void made(String client) {
        read(developer.put("/api/applications/" + client, SERVICE), 201);
    }

    private static String subscription(String client, String kind, String item) {
        return "/api/applications/" + client + "/subscriptions/d/" + kind + "/" + item + "?reason=a+test";
    }

    @Test
    void anApplicationCallsWhatItIsSubscribedToAndNoLonger() {
        made("app-one");
        assertProblem(answer("app-one", "/own"), 403, "subscription-missing");
        assertThat(answer("app-one", "/own").headers().firstValue("Proxy-Status"))
                .hasValueSatisfying(status -> assertThat(status).contains("http_request_denied"));

        JsonNode begun = read(developer.put(subscription("app-one", "plan", "free"), ""), 200);

        assertThat(begun.path("stage").asString()).isEqualTo("active");
        assertThat(call("app-one", "/own")).isEqualTo(200);
        assertThat(call("app-two", "/own")).isEqualTo(403);

        read(developer.delete(subscription("app-one", "plan", "free")), 200);

        assertThat(call("app-one", "/own")).isEqualTo(403);
    }

    @Test
    void aPlansQuotaIsEachApplicationsOwn() {
        made("app-three");
        made("app-four");
        read(developer.put(subscription("app-three", "plan", "free"), ""), 200);
        read(developer.put(subscription("app-four", "plan", "free"), ""), 200);
        for (int i = 0; i < 3; i++) {
            assertThat(call("app-three", "/second")).isEqualTo(200);
        }

        HttpResponse<String> over = answer("app-three", "/second");

        assertProblem(over, 429, "limit-exceeded");
        assertThat(over.headers().firstValue("RateLimit-Policy").orElseThrow()).contains("plan/d/free/quota");
        assertThat(over.headers().firstValue("Retry-After")).isPresent();
        assertThat(call("app-four", "/second")).isEqualTo(200);
    }

    @Test
    void somebodyAgreesToAManualPlan() {
        made("app-five");

        JsonNode asked = read(developer.put(subscription("app-five", "plan", "agreed"), ""), 202);

        assertThat(asked.path("stage").asString()).isEqualTo("requested");
        assertThat(call("app-five", "/second")).isEqualTo(403);
        String one = "/api/owners/d/subscriptions/app-five/plan/agreed";
        assertProblem(developer.post(one + "/approve?reason=mine", ""), 403, "not-allowed");
        JsonNode waiting = read(province.get("/api/owners/d/subscriptions?stage=requested"), 200);
        assertThat(waiting.path("subscriptions").toString()).contains("app-five");
        read(province.post(one + "/approve?reason=fine", ""), 200);
        assertThat(call("app-five", "/second")).isEqualTo(200);
        assertThat(call("app-five", "/own")).isEqualTo(403);
        read(province.post(one + "/end?reason=enough", ""), 200);
        assertThat(call("app-five", "/second")).isEqualTo(403);
    }

    @Test
    void aComposedCallAsksTheSameOfItsBranches() {
        made("app-six");
        assertProblem(answer("app-six", "/composed"), 403, "subscription-missing");

        read(developer.put(subscription("app-six", "plan", "free"), ""), 200);

        assertThat(call("app-six", "/composed")).isEqualTo(200);
    }

    @Test
    void explainSaysWhatASubscriptionDoes() {
        made("app-seven");
        String question = "/api/explain?path=/own&audience=citizen&application=app-seven";
        JsonNode before = read(province.get(question), 200);
        assertThat(before.path("code").asString()).isEqualTo("subscription-missing");
        assertThat(before.path("why").toString()).contains("plan d/free", "route d/d.own");

        read(developer.put(subscription("app-seven", "plan", "free"), ""), 200);

        JsonNode after = read(province.get(question), 200);
        assertThat(after.path("code").isNull()).isTrue();
        assertThat(after.toString()).contains("The application is subscribed: plan d/free", "plan/d/free/quota");
    }

    @Test
    void anApplicationOfOthersDoesNotExist() {
        made("app-eight");

        assertProblem(stranger.get("/api/applications/app-eight"), 404, "unknown-application");
        assertProblem(stranger.post("/api/applications/app-eight/secret", ""), 404, "unknown-application");
        assertProblem(stranger.post("/api/applications/app-eight/disable", ""), 404, "unknown-application");
        assertProblem(stranger.delete("/api/applications/app-eight"), 404, "unknown-application");
        assertProblem(stranger.get("/api/applications/app-eight/usage"), 404, "unknown-application");
        assertProblem(stranger.get("/api/applications/app-eight/subscriptions"), 404, "unknown-application");
        assertProblem(stranger.put(subscription("app-eight", "plan", "free"), ""), 404, "unknown-application");
        assertProblem(stranger.put("/api/applications/app-eight", SERVICE), 409, "application-exists");
        assertThat(read(stranger.get("/api/applications"), 200).toString()).doesNotContain("app-eight");
        assertThat(read(developer.get("/api/applications"), 200).toString()).contains("app-eight");
        assertThat(read(auditor.get("/api/applications"), 200).toString()).contains("app-eight");
        assertProblem(auditor.post("/api/applications/app-eight/disable", ""), 403, "not-allowed");
    }

    @Test
    void aSecretIsShownOnceAndNeverOnRecord() {
        HttpResponse<String> answer = developer.put("/api/applications/app-nine", SERVICE);
        String first = read(answer, 201).path("secret").asString();
        assertThat(first).isEqualTo(realm.secretOf("app-nine"));

        JsonNode again = read(developer.put("/api/applications/app-nine", SERVICE), 200);
        JsonNode rotated = read(developer.post("/api/applications/app-nine/secret?reason=leaked", ""), 200);

        assertThat(again.path("secret").isNull()).isTrue();
        String second = rotated.path("secret").asString();
        assertThat(second).isNotEqualTo(first).isEqualTo(realm.secretOf("app-nine"));
        assertThat(read(developer.get("/api/applications/app-nine"), 200)
                        .path("secret")
                        .isNull())
                .isTrue();
        String audit = province.get("/api/audit?limit=1000").body();
        assertThat(audit).contains("application.secret-asked", "leaked").doesNotContain(first, second);
    }

    @Test
    void whenTheIssuerFailsNothingIsHalfMade() {
        realm.fail(1);

        assertProblem(developer.put("/api/applications/app-ten", SERVICE), 502, "issuer-failed");

        assertThat(realm.has("app-ten")).isFalse();
        assertThat(read(developer.get("/api/applications/app-ten/entry"), 200)
                        .path("stage")
                        .asString())
                .isEqualTo("pending");
        assertProblem(developer.get("/api/applications/app-ten"), 409, "wrong-stage");
        assertProblem(developer.post("/api/applications/app-ten/secret", ""), 409, "wrong-stage");
        assertProblem(stranger.put("/api/applications/app-ten", SERVICE), 409, "application-exists");
        assertThat(read(developer.put("/api/applications/app-ten", SERVICE), 201)
                        .path("secret")
                        .asString())
                .isEqualTo(realm.secretOf("app-ten"));
    }

    @Test
    void whenTheIssuersAnswerIsLostTheSecondTryFindsItsOwn() {
        realm.loseAnswers(1);
        assertProblem(developer.put("/api/applications/app-eleven", SERVICE), 502, "issuer-failed");
        assertThat(realm.has("app-eleven")).isTrue();

        JsonNode made = read(developer.put("/api/applications/app-eleven", SERVICE), 201);

        assertThat(made.path("secret").asString()).isEqualTo(realm.secretOf("app-eleven"));
    }

    @Test
    void aClientOfSomebodyElsesMakingIsNotTakenOver() {
        realm.holds("app-theirs");

        assertProblem(developer.put("/api/applications/app-theirs", SERVICE), 409, "application-exists");
        assertProblem(developer.put("/api/applications/app-theirs", SERVICE), 409, "application-exists");

        assertThat(realm.secretOf("app-theirs")).isEqualTo("its-own");
        assertProblem(developer.get("/api/applications/app-theirs"), 404, "unknown-application");
        assertThat(read(province.get("/api/applications/app-theirs"), 200)
                        .path("name")
                        .asString())
                .isEqualTo("Another");
    }

    @Test
    void whoNeverGotAnIdDoesNothingToTheClientThatHasIt() {
        realm.holds("app-old");
        realm.fail(1);
        assertProblem(developer.put("/api/applications/app-old", SERVICE), 502, "issuer-failed");

        assertThat(developer.delete("/api/applications/app-old").statusCode()).isEqualTo(204);

        assertThat(realm.secretOf("app-old")).isEqualTo("its-own");
    }

    @Test
    void anIssuerThatForgotItIsToldAgain() {
        made("app-fourteen");
        realm.forget("app-fourteen");

        JsonNode again = read(developer.put("/api/applications/app-fourteen", SERVICE), 201);

        assertThat(again.path("secret").asString()).isEqualTo(realm.secretOf("app-fourteen"));
    }

    @Test
    void aDisabledApplicationIsCutOffAndADeletedOneGone() {
        made("app-twelve");
        read(developer.put(subscription("app-twelve", "plan", "free"), ""), 200);
        assertThat(call("app-twelve", "/own")).isEqualTo(200);

        JsonNode disabled = read(developer.post("/api/applications/app-twelve/disable", ""), 200);

        assertThat(disabled.path("enabled").asBoolean()).isFalse();
        assertThat(call("app-twelve", "/own")).isEqualTo(401);
        realm.fail(1);
        assertProblem(developer.delete("/api/applications/app-twelve?reason=over"), 502, "issuer-failed");
        assertThat(developer.delete("/api/applications/app-twelve?reason=over").statusCode())
                .isEqualTo(204);
        assertThat(realm.has("app-twelve")).isFalse();
        assertProblem(developer.get("/api/applications/app-twelve"), 404, "unknown-application");
        assertProblem(developer.put("/api/applications/app-twelve", SERVICE), 409, "application-exists");
    }

    @Test
    void usageIsCountedByRouteAndClassOfStatus() {
        made("app-thirteen");
        call("app-thirteen", "/second");
        read(developer.put(subscription("app-thirteen", "plan", "free"), ""), 200);
        call("app-thirteen", "/second");
        call("app-thirteen", "/second");

        String path = "/api/applications/app-thirteen/usage?step=day&from=2026-01-01T00:00:00Z";
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(10),
                        () -> developer.get(path).body().contains("\"succeeded\":2,\"redirected\":0,\"refused\":1")))
                .as(developer.get(path).body())
                .isTrue();
        assertThat(read(province.get("/api/owners/d/usage"), 200).path("usage").toString())
                .contains("app-thirteen");
        assertProblem(developer.get("/api/owners/d/usage"), 403, "not-allowed");
    }

    @Test
    void plansAreThereToBeFound() {
        JsonNode plans = read(developer.get("/api/plans?owner=d"), 200);

        assertThat(plans.path("total").asInt()).isEqualTo(2);
        assertThat(plans.toString()).contains("\"plan\":\"free\"", "\"approval\":\"automatic\"", "\"permits\":3");
        assertProblem(developer.put(subscription("app-nobodys", "plan", "free"), ""), 404, "unknown-application");
    }
}
