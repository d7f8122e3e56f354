package org.palmgateway.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
class ImportApiTest {

    private static final String REASON = "{\"reason\":\"for a test\"}";
    private static final Duration NOTICE = Duration.ofSeconds(1);

    private final TestIssuer issuer = new TestIssuer();
    private final TestDepartment department = new TestDepartment("clinic");
    private TestGateway gateway;
    private Operator province;
    private Operator developer;

    @BeforeAll
    void start(@TempDir Path directory) {
        gateway = TestGateway.start(
                directory,
                issuer,
                Map.of(),
                "--palm.registry.url=jdbc:h2:file:" + directory.resolve("registry"),
                "--palm.registry.state=" + directory.resolve("registry-last-good"),
                "--palm.registry.notice=" + NOTICE.toMillis() + "ms");
        province = person("province", "operator");
        developer = person("developer", "developer");
    }

    @AfterAll
    void stop() {
        gateway.close();
        department.close();
        issuer.close();
    }

    private Operator person(String subject, String role) {
        return Operator.of(gateway, issuer, subject, role);
    }

    private static String document(String... operations) {
        StringBuilder text = new StringBuilder("""
                openapi: 3.1.0
                info: { title: Clinics, version: '1' }
                security: []
                paths:
                """);
        for (String operation : operations) {
            text.append("""
                      /%1$s/{id}:
                        get:
                          operationId: %1$s
                          parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
                          responses: { '200': { description: ok } }
                    """.formatted(operation));
        }
        return text.toString();
    }

    private void owned(String owner) {
        String names = "{\"name\":{\"zh\":\"诊所\",\"en\":\"Clinics\"}";
        HttpResponse<String> made = developer.put("/api/owners/" + owner, names + "}", "If-None-Match", "*");
        read(made, 200);
        read(province.put("/api/owners/" + owner, names + ",\"approval\":\"none\"}", "If-Match", tag(made)), 200);
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private HttpResponse<String> imported(String owner, String query, String document, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "Content-Type";
        all[fields.length + 1] = "application/yaml";
        return developer.send(
                "POST", "/api/owners/" + owner + "/draft/import?" + query, BodyPublishers.ofString(document), all);
    }

    private String fresh() {
        return "region=330100&path-prefix=/clinics&upstream=" + department.url() + "/api";
    }

    private void publish(String owner, HttpResponse<String> draft) {
        read(developer.post("/api/owners/" + owner + "/draft/submit?wait=live", REASON, "If-Match", tag(draft)), 200);
    }

    @Test
    void operationsBecomeRoutesOfANewDepartment() {
        owned("clinics-a");

        HttpResponse<String> draft =
                imported("clinics-a", fresh(), document("a-doctors", "a-hours"), "If-None-Match", "*");

        JsonNode view = read(draft, 200);
        assertThat(view.path("added")).hasSize(2);
        assertThat(view.path("draft").path("stage").asString()).isEqualTo("draft");
        publish("clinics-a", draft);
        assertThat(gateway.get("/clinics/a-doctors/7").statusCode()).isEqualTo(200);
        assertThat(department.last().uri()).isEqualTo("/api/a-doctors/7");
        assertThat(gateway.get("/clinics/a-doctors/seven").statusCode()).isEqualTo(400);
    }

    @Test
    void aSecondImportSaysWhatItChangesAndKeepsWhatWasEdited() {
        owned("clinics-b");
        HttpResponse<String> first =
                imported("clinics-b", fresh(), document("b-doctors", "b-gone"), "If-None-Match", "*");
        String edited = developer
                .get("/api/owners/clinics-b/draft")
                .body()
                .replace("id: clinics-b.b-doctors", "id: clinics-b.mine");
        HttpResponse<String> second = developer.send(
                "PUT",
                "/api/owners/clinics-b/draft",
                BodyPublishers.ofString(edited),
                "If-Match",
                tag(first),
                "Content-Type",
                "application/yaml");
        read(second, 200);
        String next = document("b-doctors", "b-new")
                .replaceFirst("operationId: b-doctors", "operationId: b-doctors\n      summary: Doctors");

        JsonNode tried = read(imported("clinics-b", "path-prefix=/clinics&dry-run=true", next), 200);
        JsonNode done = read(imported("clinics-b", "path-prefix=/clinics", next, "If-Match", tag(second)), 200);

        assertThat(tried.path("draft").isNull()).isTrue();
        for (JsonNode view : List.of(tried, done)) {
            assertThat(view.path("added").get(0).asString()).isEqualTo("clinics-b.b-new");
            assertThat(view.path("removed").get(0).asString()).isEqualTo("clinics-b.b-gone");
            assertThat(view.path("changed").get(0).path("route").asString()).isEqualTo("clinics-b.mine");
            assertThat(view.path("changed")
                            .get(0)
                            .path("changes")
                            .get(0)
                            .path("to")
                            .asString())
                    .isEqualTo("Doctors");
        }
        assertThat(developer.get("/api/owners/clinics-b/draft").body())
                .contains("clinics-b.mine", "clinics-b.b-new")
                .doesNotContain("clinics-b.b-gone");
    }

    @Test
    void aRouteWhoseOperationIsGoneMayStay() {
        owned("clinics-c");
        HttpResponse<String> first = imported("clinics-c", fresh(), document("c-a", "c-b"), "If-None-Match", "*");

        HttpResponse<String> second =
                imported("clinics-c", "path-prefix=/clinics&gone=keep", document("c-a"), "If-Match", tag(first));

        read(second, 200);
        publish("clinics-c", second);
        assertThat(gateway.get("/clinics/c-b/seven").statusCode()).isEqualTo(200);
    }

    @Test
    void whatIsWrongWithTheDocumentOrTheQueryIsNamed() {
        owned("clinics-d");

        assertThat(wrongFields(imported("clinics-d", fresh(), "openapi: 3.1.0", "If-None-Match", "*")))
                .isNotEmpty();
        String remote = document("d").replace("{ type: integer }", "{ $ref: 'https://example.org/schema.json' }");
        assertThat(wrongFields(imported("clinics-d", fresh(), remote, "If-None-Match", "*")))
                .singleElement()
                .asString()
                .contains("$ref");
        assertThat(wrongFields(imported("clinics-d", "", document("d"), "If-None-Match", "*")))
                .containsExactly("region");
        assertThat(wrongFields(imported("clinics-d", "region=330100", document("d"), "If-None-Match", "*")))
                .containsExactly("upstream");
        assertThat(wrongFields(imported("clinics-d", "region=330100&gone=away", document("d"), "If-None-Match", "*")))
                .containsExactly("gone");
        assertProblem(imported("nobodys", fresh(), document("d"), "If-None-Match", "*"), 404, "unknown-item");
        assertProblem(imported("clinics-d", fresh(), document("d")), 428, "version-needed");
    }

    @Test
    void aRouteIsDeprecatedAndThenRetired() {
        owned("clinics-e");
        publish("clinics-e", imported("clinics-e", fresh(), document("e-old", "e-new"), "If-None-Match", "*"));
        String route = "/api/owners/clinics-e/draft/routes/clinics-e.e-old";
        HttpResponse<String> tooEarly = developer.delete(route + "?reason=gone", "If-None-Match", "*");
        assertThat(wrongFields(developer.post("/api/owners/clinics-e/draft/submit", REASON, "If-Match", tag(tooEarly))))
                .singleElement()
                .asString()
                .endsWith("routes");
        read(developer.delete("/api/owners/clinics-e/draft?reason=no", "If-Match", tag(tooEarly)), 204);

        Instant sunset = Instant.now().plusSeconds(3);
        HttpResponse<String> deprecated = developer.post(
                route + "/deprecate",
                "{\"sunset\":\"" + sunset + "\",\"successor\":\"/clinics/e-new/{id}\",\"reason\":\"a better one\"}",
                "If-None-Match",
                "*");
        read(deprecated, 200);
        publish("clinics-e", deprecated);

        HttpResponse<String> answer = gateway.get("/clinics/e-old/1");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Link")).hasValue("</clinics/e-new/1>; rel=\"successor-version\"");
        JsonNode routes = read(developer.get("/api/owners/clinics-e/routes"), 200);
        assertThat(routes.path("total").asInt()).isEqualTo(2);
        assertThat(routes.path("routes").get(1).path("live").asString()).isEqualTo("deprecated");
        assertThat(routes.path("routes").get(0).path("live").asString()).isEqualTo("published");

        HttpResponse<String> retired = developer.delete(route + "?reason=gone", "If-None-Match", "*");
        read(retired, 200);
        assertThat(read(developer.get("/api/owners/clinics-e/routes"), 200)
                        .path("routes")
                        .get(1)
                        .path("pending")
                        .asString())
                .isEqualTo("leaving");
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(20),
                        () -> developer
                                        .post(
                                                "/api/owners/clinics-e/draft/submit?wait=live",
                                                REASON,
                                                "If-Match",
                                                tag(retired))
                                        .statusCode()
                                == 200))
                .isTrue();
        assertThat(Instant.now()).isAfterOrEqualTo(sunset);
        assertThat(gateway.get("/clinics/e-old/1").statusCode()).isEqualTo(404);
    }

    @Test
    void aLiveRouteIsShownAsItIsLive() {
        owned("clinics-g");
        publish("clinics-g", imported("clinics-g", fresh(), document("g"), "If-None-Match", "*"));

        read(imported("clinics-g", "path-prefix=/moved", document("g"), "If-None-Match", "*"), 200);

        JsonNode route = read(developer.get("/api/owners/clinics-g/routes"), 200)
                .path("routes")
                .get(0);
        assertThat(route.path("path").asString()).isEqualTo("/clinics/g/{id}");
        assertThat(route.path("live").asString()).isEqualTo("published");
        assertThat(route.path("pending").asString()).isEqualTo("draft");
    }

    @Test
    void aSunsetWithoutNoticeIsRefused() {
        owned("clinics-f");
        publish("clinics-f", imported("clinics-f", fresh(), document("f"), "If-None-Match", "*"));

        HttpResponse<String> draft = developer.post(
                "/api/owners/clinics-f/draft/routes/clinics-f.f/deprecate",
                "{\"sunset\":\"" + Instant.now() + "\",\"deprecated\":\"2020-01-01T00:00:00Z\"}",
                "If-None-Match",
                "*");

        assertThat(wrongFields(developer.post("/api/owners/clinics-f/draft/submit", REASON, "If-Match", tag(draft))))
                .singleElement()
                .asString()
                .endsWith("routes.clinics-f.f.life.sunset");
        assertProblem(
                developer.delete("/api/owners/clinics-f/draft/routes/clinics-f.other?reason=x", "If-Match", tag(draft)),
                404,
                "unknown-item");
    }
}
