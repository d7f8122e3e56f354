package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Follows the first page of {@code routes/README.md}: from an OpenAPI file to live traffic and to its end, by HTTP alone. */
class NewcomerTest {

    private static final String OPENAPI = """
            openapi: 3.1.0
            info: { title: Hangzhou clinics, version: '1' }
            paths:
              /accounts/{id}:
                get:
                  operationId: account
                  summary: A patient's account
                  parameters: [{ name: id, in: path, required: true, schema: { type: integer } }]
                  responses:
                    '200':
                      description: The account
                      content:
                        application/json:
                          example: { id: 7, visits: 3 }
            """;

    private static final String DRAFT = "/api/owners/hz-clinic/draft";
    private static final String REASON = "{\"reason\":\"our first affair\"}";

    private Sandbox sandbox;
    private Phone phone;
    private String developer;
    private String operator;

    @BeforeEach
    void start(@TempDir Path work) throws IOException {
        sandbox = Sandbox.start(
                new Sandbox.Ports(0, 0, 0, 0, 0), Path.of("bundles"), work, Map.of(), "--palm.registry.notice=1s");
        phone = new Phone(sandbox);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private HttpResponse<String> admin(String who, String method, String path, String body, String... fields) {
        return phone.admin(sandbox.gateway().adminPort(), who, method, path, body, fields);
    }

    private static HttpResponse<String> is(int status, HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return answer;
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    private JsonNode report() {
        return Phone.json(is(200, admin(developer, "GET", DRAFT + "/report", "")));
    }

    private void publish(HttpResponse<String> draft) {
        JsonNode waiting =
                Phone.json(is(202, admin(developer, "POST", DRAFT + "/submit", REASON, "If-Match", tag(draft))));
        long number = waiting.path("revision").path("number").asLong();
        JsonNode approved = Phone.json(is(
                200,
                admin(
                        operator,
                        "POST",
                        "/api/owners/hz-clinic/revisions/" + number + "/approve?wait=live",
                        "{\"reason\":\"looks good\"}")));
        assertThat(approved.path("live").asBoolean()).isTrue();
    }

    @Test
    void fromAnOpenApiFileToLiveTrafficAndToItsEnd() {
        // Sign in.
        developer = phone.signedIn("sun-yue");
        operator = phone.signedIn("he-tao");

        // Create an application, and have a citizen use it.
        is(
                201,
                admin(
                        developer,
                        "PUT",
                        "/api/applications/app-clinic",
                        "{\"name\":\"Clinic\",\"kind\":\"public\",\"audience\":\"citizen\","
                                + "\"redirects\":[\"http://127.0.0.1:8098/back\"]}"));
        String citizen = phone.signedIn("zhang-wei&client=app-clinic");

        // Import an OpenAPI file.
        is(
                200,
                admin(
                        developer,
                        "PUT",
                        "/api/owners/hz-clinic",
                        "{\"name\":{\"zh\":\"杭州诊所\",\"en\":\"Hangzhou clinics\"}}",
                        "If-None-Match",
                        "*"));
        String upstream = sandbox.mock() + "/hz-clinic";
        HttpResponse<String> draft = is(
                200,
                admin(
                        developer,
                        "POST",
                        DRAFT + "/import?region=330100&path-prefix=/housing-fund&upstream=" + upstream,
                        OPENAPI,
                        "If-None-Match",
                        "*"));

        // See a conflict, and fix it.
        JsonNode conflict = report();
        assertThat(conflict.path("fit").asBoolean()).isFalse();
        assertThat(conflict.path("overlaps").path("ambiguous").asInt()).isEqualTo(1);
        assertThat(conflict.path("examples").get(0).path("other").asString()).isEqualTo("hz-housing-fund.balance");
        is(422, admin(developer, "POST", DRAFT + "/submit", REASON, "If-Match", tag(draft)));
        HttpResponse<String> fixed = is(
                200,
                admin(developer, "POST", DRAFT + "/import?path-prefix=/hz-clinic", OPENAPI, "If-Match", tag(draft)));
        assertThat(Phone.json(fixed)
                        .path("changed")
                        .get(0)
                        .path("changes")
                        .get(0)
                        .path("field")
                        .asString())
                .isEqualTo("match.path");
        assertThat(report().path("fit").asBoolean()).isTrue();

        // Try it against a mock.
        String pass = Phone.json(is(200, admin(developer, "POST", DRAFT + "/lane", "{}")))
                .path("pass")
                .asString();
        HttpResponse<String> tried =
                is(200, phone.get("/hz-clinic/accounts/7", "Authorization", citizen, "Palm-Lane", pass));
        assertThat(Phone.json(tried).path("visits").asInt()).isEqualTo(3);
        is(404, phone.get("/hz-clinic/accounts/7", "Authorization", citizen));

        // Submit it, and have it approved: it is live.
        publish(fixed);
        is(200, phone.get("/hz-clinic/accounts/7", "Authorization", citizen));
        is(400, phone.get("/hz-clinic/accounts/seven", "Authorization", citizen));

        // Deprecate it.
        Instant sunset = Instant.now().plusSeconds(5);
        publish(is(
                200,
                admin(
                        developer,
                        "POST",
                        DRAFT + "/routes/hz-clinic.account/deprecate",
                        "{\"sunset\":\"" + sunset + "\"}",
                        "If-None-Match",
                        "*")));
        assertThat(Phone.field(is(200, phone.get("/hz-clinic/accounts/7", "Authorization", citizen)), "Deprecation"))
                .startsWith("@");

        // Retire it, when its sunset has passed.
        HttpResponse<String> without = is(
                200,
                admin(developer, "DELETE", DRAFT + "/routes/hz-clinic.account?reason=over", "", "If-None-Match", "*"));
        assertThat(Phone.becomes(Duration.ofSeconds(30), () -> Instant.now().isAfter(sunset)))
                .isTrue();
        publish(without);
        is(404, phone.get("/hz-clinic/accounts/7", "Authorization", citizen));
    }
}
