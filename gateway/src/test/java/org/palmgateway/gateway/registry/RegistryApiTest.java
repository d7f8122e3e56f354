package org.palmgateway.gateway.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import tools.jackson.databind.JsonNode;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RegistryApiTest {

    private static final String REASON = "{\"reason\":\"for a test\"}";

    private final TestIssuer issuer = new TestIssuer();
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
                Map.of(
                        "kept",
                        BundleText.of("kept", "330000", department.url())
                                .route("kept.x", "GET", "/kept/{id}", "audience: public")
                                .toString()),
                "--palm.registry.url=jdbc:h2:file:" + directory.resolve("registry"),
                "--palm.registry.state=" + directory.resolve("registry-last-good"));
        province = person("province", "operator");
        auditor = person("auditor", "auditor");
        developer = person("developer", "developer");
        stranger = person("stranger", "developer");
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

    private String bundle(String owner, String... idsAndPaths) {
        BundleText text = BundleText.of(owner, "330000", department.url());
        for (int i = 0; i < idsAndPaths.length; i += 2) {
            text.route(idsAndPaths[i], "GET", idsAndPaths[i + 1], "audience: public");
        }
        return text.toString();
    }

    private static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    /** An owner that the developer has made, and whom nobody has to agree with. */
    private void owned(String owner, String approval) {
        HttpResponse<String> made =
                developer.put("/api/owners/" + owner, "{\"name\":{\"zh\":\"我们\",\"en\":\"Us\"}}", "If-None-Match", "*");
        read(made, 200);
        String changed = "{\"name\":{\"zh\":\"我们\",\"en\":\"Us\"},\"approval\":\"" + approval + "\"}";
        read(province.put("/api/owners/" + owner, changed, "If-Match", tag(made)), 200);
    }

    private HttpResponse<String> draft(Operator by, String owner, String text, String... fields) {
        String[] all = new String[fields.length + 2];
        System.arraycopy(fields, 0, all, 0, fields.length);
        all[fields.length] = "Content-Type";
        all[fields.length + 1] = "application/yaml";
        return by.send("PUT", "/api/owners/" + owner + "/draft", BodyPublishers.ofString(text), all);
    }

    private JsonNode submit(String owner, HttpResponse<String> draft, int status) {
        return read(
                developer.post("/api/owners/" + owner + "/draft/submit?wait=live", REASON, "If-Match", tag(draft)),
                status);
    }

    @Test
    void aDraftGoesLiveWhenItIsSubmittedAndSomebodyAgrees() {
        owned("hz-a", "department");
        HttpResponse<String> draft = draft(developer, "hz-a", bundle("hz-a", "hz-a.x", "/hz-a"), "If-None-Match", "*");
        assertThat(read(draft, 200).path("stage").asString()).isEqualTo("draft");
        assertThat(gateway.get("/hz-a").statusCode()).isEqualTo(404);

        JsonNode waiting = submit("hz-a", draft, 202);

        assertThat(waiting.path("revision").path("stage").asString()).isEqualTo("in-review");
        assertThat(gateway.get("/hz-a").statusCode()).isEqualTo(404);
        JsonNode approved = read(province.post("/api/owners/hz-a/revisions/1/approve?wait=live", REASON), 200);
        assertThat(approved.path("live").asBoolean()).isTrue();
        assertThat(gateway.get("/hz-a").statusCode()).isEqualTo(200);
    }

    @Test
    void theReportSaysWhatWouldBecomeOfTheLastRequests() {
        owned("hz-radius", "none");
        HttpResponse<String> first = draft(
                developer, "hz-radius", bundle("hz-radius", "hz-radius.x", "/hz-radius/{id}"), "If-None-Match", "*");
        submit("hz-radius", first, 200);
        for (int i = 0; i < 3; i++) {
            assertThat(gateway.get("/hz-radius/1").statusCode()).isEqualTo(200);
        }
        assertThat(gateway.get("/hz-radius/2").statusCode()).isEqualTo(200);
        draft(developer, "hz-radius", bundle("hz-radius", "hz-radius.y", "/hz-radius/2"), "If-None-Match", "*");

        assertThat(TestGateway.becomes(Duration.ofSeconds(5), () -> {
                    JsonNode impact = read(developer.get("/api/owners/hz-radius/draft/report"), 200)
                            .path("impact");
                    return impact.path("lost").asInt() == 3
                            && impact.path("moved").asInt() == 4;
                }))
                .isTrue();
        JsonNode group = read(developer.get("/api/owners/hz-radius/draft/report"), 200)
                .path("impact")
                .path("groups")
                .get(0);
        assertThat(group.path("requests").asInt()).isEqualTo(3);
        assertThat(group.path("before").path("route").asString()).isEqualTo("hz-radius.x");
        assertThat(group.path("after").path("code").asString()).isEqualTo("unknown-path");
        assertThat(group.path("applications").path("").asInt()).isEqualTo(3);
    }

    @Test
    void explainTellsADeveloperEverythingOfHisOwnAndOfOthersOnlyTheDecision() {
        owned("hz-seen", "none");
        HttpResponse<String> draft =
                draft(developer, "hz-seen", bundle("hz-seen", "hz-seen.x", "/hz-seen"), "If-None-Match", "*");

        assertThat(read(developer.get("/api/explain?path=/hz-seen"), 200)
                        .path("code")
                        .asString())
                .isEqualTo("unknown-path");
        JsonNode then = read(developer.get("/api/explain?path=/hz-seen&draft=hz-seen"), 200);
        assertThat(then.path("hit").path("forwardedTo")).hasSize(1);
        assertThat(then.path("policy").get(0).path("source").asString()).isNotBlank();
        assertProblem(stranger.get("/api/explain?path=/hz-seen&draft=hz-seen"), 404, "unknown-item");
        submit("hz-seen", draft, 200);
        JsonNode others = read(stranger.get("/api/explain?path=/hz-seen"), 200);
        assertThat(others.path("hit").path("owner").asString()).isEqualTo("hz-seen");
        assertThat(others.path("hit").path("forwardedTo")).isEmpty();
        assertThat(others.path("policy").get(0).path("value").asString()).isEmpty();
        assertThat(read(auditor.get("/api/explain?path=/hz-seen"), 200)
                        .path("hit")
                        .path("forwardedTo"))
                .hasSize(1);
    }

    @Test
    void anEarlierRevisionComesBack() {
        owned("hz-b", "none");
        HttpResponse<String> first =
                draft(developer, "hz-b", bundle("hz-b", "hz-b.x", "/hz-b/1"), "If-None-Match", "*");
        submit("hz-b", first, 200);
        HttpResponse<String> second =
                draft(developer, "hz-b", bundle("hz-b", "hz-b.x", "/hz-b/2"), "If-None-Match", "*");
        submit("hz-b", second, 200);
        assertThat(gateway.get("/hz-b/2").statusCode()).isEqualTo(200);

        read(developer.post("/api/owners/hz-b/revisions/1/roll-back?wait=live", REASON), 200);

        assertThat(gateway.get("/hz-b/1").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/hz-b/2").statusCode()).isEqualTo(404);
        JsonNode all = read(developer.get("/api/owners/hz-b/revisions"), 200);
        assertThat(all.path("total").asInt()).isEqualTo(3);
        assertThat(all.path("revisions").get(0).path("stage").asString()).isEqualTo("published");
    }

    @Test
    void mistakesAreNamedByLineAndField() {
        owned("hz-c", "none");
        String broken = bundle("hz-c", "hz-c.x", "/hz-c").replace("330000", "999999");

        HttpResponse<String> refused = draft(developer, "hz-c", broken, "If-None-Match", "*");

        assertThat(wrongFields(refused))
                .anySatisfy(field -> assertThat(field).matches("hz-c.yaml:\\d+: departments.*region"));
    }

    @Test
    void whatTakesAnothersPlaceIsReportedAndNotPublished() {
        owned("hz-d", "none");
        HttpResponse<String> draft =
                draft(developer, "hz-d", bundle("hz-d", "hz-d.x", "/kept/{other}"), "If-None-Match", "*");

        JsonNode report = read(developer.get("/api/owners/hz-d/draft/report"), 200);
        HttpResponse<String> refused = developer.post("/api/owners/hz-d/draft/submit", REASON, "If-Match", tag(draft));

        assertThat(report.path("fit").asBoolean()).isFalse();
        assertThat(report.path("problems").get(0).path("expected").asString()).contains("kept.x");
        assertThat(wrongFields(refused)).hasSize(1);
        assertThat(read(auditor.get("/api/quarantine"), 200)).isEmpty();
    }

    @Test
    void aDraftIsNotOverwrittenUnseen() {
        owned("hz-e", "none");
        HttpResponse<String> first = draft(developer, "hz-e", bundle("hz-e", "hz-e.x", "/hz-e"), "If-None-Match", "*");
        draft(developer, "hz-e", bundle("hz-e", "hz-e.y", "/hz-e"), "If-Match", tag(first));

        assertProblem(draft(developer, "hz-e", bundle("hz-e", "hz-e.z", "/hz-e")), 428, "version-needed");
        assertProblem(
                draft(developer, "hz-e", bundle("hz-e", "hz-e.z", "/hz-e"), "If-Match", tag(first)),
                412,
                "stale-version");
        assertProblem(
                draft(developer, "hz-e", bundle("hz-e", "hz-e.z", "/hz-e"), "If-None-Match", "*"),
                412,
                "stale-version");
    }

    @Test
    void whatWasPutComesBackAsItWas() {
        owned("hz-f", "none");
        String text = bundle("hz-f", "hz-f.x", "/hz-f") + "# 注释\n";
        HttpResponse<String> draft = draft(developer, "hz-f", text, "If-None-Match", "*");

        HttpResponse<String> read = developer.get("/api/owners/hz-f/draft");

        assertThat(read.body()).isEqualTo(text);
        assertThat(read.headers().firstValue("Content-Type")).hasValue("application/yaml");
        assertThat(tag(read)).isEqualTo(tag(draft));
    }

    @Test
    void anotherDevelopersOwnerIsUnknown() {
        owned("hz-g", "none");

        assertProblem(stranger.get("/api/owners/hz-g"), 404, "unknown-item");
        assertProblem(stranger.get("/api/owners/hz-g/draft"), 404, "unknown-item");
        assertProblem(
                draft(stranger, "hz-g", bundle("hz-g", "hz-g.x", "/hz-g"), "If-None-Match", "*"), 404, "unknown-item");
        assertThat(read(stranger.get("/api/owners"), 200).path("owners")).isEmpty();
    }

    @Test
    void anAuditorSeesAndDoesNotChange() {
        owned("hz-h", "none");
        read(draft(developer, "hz-h", bundle("hz-h", "hz-h.x", "/hz-h"), "If-None-Match", "*"), 200);

        assertThat(auditor.get("/api/owners/hz-h/draft").statusCode()).isEqualTo(200);
        assertThat(auditor.get("/api/snapshot").statusCode()).isEqualTo(200);
        assertProblem(
                draft(auditor, "hz-h", bundle("hz-h", "hz-h.y", "/hz-h"), "If-None-Match", "*"), 403, "not-allowed");
        assertProblem(auditor.post("/api/cache/purge", "{}"), 403, "role-missing");
        assertProblem(auditor.get("/metrics"), 403, "role-missing");
    }

    @Test
    void aDeveloperHasTheRegistryAndNothingElse() {
        for (String path : List.of("/api/snapshot", "/api/policies", "/api/audit", "/api/quarantine", "/metrics")) {
            assertProblem(developer.get(path), 403, "role-missing");
        }
        assertProblem(new Operator(gateway, issuer.citizen()).get("/api/owners"), 403, "role-missing");
        assertProblem(new Operator(gateway, "").get("/api/owners"), 401, "token-missing");
    }

    @Test
    void anOwnerInTheDirectoryIsChangedThere() {
        assertProblem(
                province.put("/api/owners/kept", "{\"name\":{\"zh\":\"我们\",\"en\":\"Us\"}}", "If-None-Match", "*"),
                409,
                "owner-in-directory");
    }

    @Test
    void theSameRequestTwiceIsOneChange() {
        owned("hz-i", "none");
        HttpResponse<String> first = draft(developer, "hz-i", bundle("hz-i", "hz-i.x", "/hz-i"), "If-None-Match", "*");

        HttpResponse<String> again =
                draft(developer, "hz-i", bundle("hz-i", "hz-i.x", "/hz-i"), "If-Match", tag(first));

        assertThat(tag(again)).isEqualTo(tag(first));
    }

    @Test
    void everyChangeIsInTheAuditWhichIsWhole() {
        owned("hz-j", "department");

        JsonNode entries = read(auditor.get("/api/audit?limit=1000"), 200);
        HttpResponse<String> export = auditor.get("/api/audit/export");
        JsonNode verified = read(auditor.get("/api/audit/verify"), 200);

        assertThat(entries).anySatisfy(entry -> {
            assertThat(entry.path("action").asString()).isEqualTo("owner.made");
            assertThat(entry.path("target").asString()).isEqualTo("hz-j");
            assertThat(entry.path("actor").asString()).isEqualTo(issuer.uri() + " developer");
            assertThat(entry.path("address").asString()).isEqualTo("127.0.0.1");
        });
        assertThat(export.body().lines().count())
                .isEqualTo(verified.path("entries").asLong());
        assertThat(verified.path("problems")).isEmpty();
    }

    @Test
    void aBundleOfTenMegabytesIsAnsweredClearly() {
        owned("hz-k", "none");
        String large = bundle("hz-k", "hz-k.x", "/hz-k") + ("# " + "x".repeat(100) + "\n").repeat(100_000);

        assertThat(draft(developer, "hz-k", large, "If-None-Match", "*").statusCode())
                .isEqualTo(200);
        assertThat(wrongFields(draft(developer, "hz-k", "#" + "x".repeat(10 * 1024 * 1024), "If-None-Match", "*")))
                .containsExactly("hz-k.yaml:1");
        assertProblem(
                draft(developer, "hz-k", "#" + "x".repeat(33 * 1024 * 1024), "If-None-Match", "*"),
                413,
                "document-too-large");
    }

    @Test
    void anAliasIsRefusedWhateverItStandsFor() {
        owned("hz-l", "none");
        String bomb = "a: &a [x,x,x,x]\nb: &b [*a,*a,*a,*a]\nc: [*b,*b,*b,*b]\n";

        assertThat(wrongFields(draft(developer, "hz-l", bomb, "If-None-Match", "*")))
                .isNotEmpty();
    }

    @Test
    void aNameThatIsTooLongOrNoTextIsNamed() {
        for (String zh : List.of("x".repeat(201), "a\\u0000b")) {
            HttpResponse<String> refused = developer.put(
                    "/api/owners/hz-m", "{\"name\":{\"zh\":\"" + zh + "\",\"en\":\"Us\"}}", "If-None-Match", "*");

            assertThat(wrongFields(refused)).containsExactly("name.zh");
        }
        owned("hz-m", "none");
        assertThat(wrongFields(province.put("/api/owners/hz-m/members/" + "x".repeat(501), "{\"role\":\"developer\"}")))
                .containsExactly("subject");
    }

    @Test
    void whoHasNoneOfTheRolesIsToldAllThatWouldDo() {
        String citizen =
                new Operator(gateway, issuer.citizen()).get("/api/owners").body();

        assertThat(citizen).contains("auditor").contains("developer").contains("operator");
    }

    @Test
    void aNodeSaysHowFarItHasCome() {
        JsonNode registry = read(developer.get("/api/registry"), 200);

        assertThat(registry.path("nodes")).hasSize(1);
        assertThat(registry.path("nodes").get(0).path("sequence").asLong())
                .isLessThanOrEqualTo(registry.path("sequence").asLong());
    }
}
