package org.palmgateway.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.read;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PublishCommandsTest {

    private static final String REASON = "{\"reason\":\"for a test\"}";

    private final TestIssuer issuer = new TestIssuer();
    private final TestDepartment department = new TestDepartment("{}");
    private TestGateway gateway;
    private Operator province;
    private Operator auditor;
    private Operator developer;
    private Path bundles;

    @BeforeAll
    void start(@TempDir Path directory) {
        gateway = TestGateway.start(
                directory,
                issuer,
                Map.of(),
                "--palm.registry.url=jdbc:h2:file:" + directory.resolve("registry"),
                "--palm.registry.state=" + directory.resolve("registry-last-good"));
        province = person("province", "operator");
        auditor = person("auditor", "auditor");
        developer = person("developer", "developer");
    }

    @AfterAll
    void stop() {
        gateway.close();
        department.close();
        issuer.close();
    }

    @BeforeEach
    void directory(@TempDir Path directory) {
        bundles = directory;
    }

    private Operator person(String subject, String role) {
        return Operator.of(gateway, issuer, subject, role);
    }

    private void owned(String owner, String approval) {
        String name = "{\"name\":{\"zh\":\"我们\",\"en\":\"Us\"}";
        HttpResponse<String> made = developer.put("/api/owners/" + owner, name + "}", "If-None-Match", "*");
        read(made, 200);
        String tag = made.headers().firstValue("ETag").orElseThrow();
        read(province.put("/api/owners/" + owner, name + ",\"approval\":\"" + approval + "\"}", "If-Match", tag), 200);
    }

    private String text(String owner, String... paths) {
        BundleText text = BundleText.of(owner, "330000", department.url());
        for (String path : paths) {
            text.route(
                    owner + path.replace("{", "").replace("}", "").replace('/', '.'), "GET", path, "audience: public");
        }
        return text.toString();
    }

    private void file(String owner, String... paths) {
        write(owner + ".yaml", text(owner, paths));
    }

    private void write(String file, String text) {
        try {
            Files.writeString(bundles.resolve(file), text);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private CommandRun run(Operator by, String... arguments) {
        List<String> all = new ArrayList<>(Arrays.asList(arguments));
        all.addAll(List.of("--admin", "http://127.0.0.1:" + gateway.gateway().adminPort() + "/"));
        return CommandRun.of(Map.of("PALM_TOKEN", by.token()), all.toArray(String[]::new));
    }

    private CommandRun diff() {
        return run(developer, "diff", bundles.toString());
    }

    private CommandRun apply(String... more) {
        List<String> all = new ArrayList<>(List.of("apply", bundles.toString(), "--reason", "a new version: 新"));
        all.addAll(Arrays.asList(more));
        return run(developer, all.toArray(String[]::new));
    }

    @Test
    void whatIsAppliedIsLiveAndASecondTimeThereIsNothingToDo() {
        owned("hz-a", "none");
        file("hz-a", "/hz-a/1", "/hz-a/2");

        CommandRun before = diff();
        CommandRun applied = apply("--wait");
        CommandRun after = diff();
        CommandRun again = apply("--wait");

        assertThat(before.status()).isEqualTo(2);
        assertThat(before.out()).contains("new department hz-a", "new route hz-a.hz-a.1", "new route hz-a.hz-a.2");
        assertThat(applied.status()).as(applied.out() + applied.err()).isZero();
        assertThat(applied.out()).contains("hz-a: live (revision 1)");
        assertThat(gateway.get("/hz-a/1").statusCode()).isEqualTo(200);
        assertThat(after.status()).isZero();
        assertThat(after.out()).contains("hz-a: same as published revision 1");
        assertThat(again.status()).isZero();
        assertThat(again.out()).contains("hz-a: nothing to do (revision 1)");
        assertThat(read(developer.get("/api/owners/hz-a/revisions"), 200)
                        .path("total")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void theReasonIsKept() {
        owned("hz-r", "none");
        file("hz-r", "/hz-r");

        assertThat(apply().status()).isZero();

        assertThat(read(developer.get("/api/owners/hz-r/revisions/1"), 200)
                        .path("reason")
                        .asString())
                .isEqualTo("a new version: 新");
    }

    @Test
    void differencesAreOfMeaningNotOfLayout() {
        owned("hz-b", "none");
        file("hz-b", "/hz-b/1", "/hz-b/2");
        assertThat(apply().status()).isZero();

        write("hz-b.yaml", "# 注释\n" + text("hz-b", "/hz-b/2", "/hz-b/1"));
        CommandRun same = diff();
        write("hz-b.yaml", text("hz-b", "/hz-b/2", "/hz-b/3").replace("/hz-b/2\"", "/hz-b/4\""));
        CommandRun different = run(developer, "diff", bundles.toString(), "--format", "json");

        assertThat(same.status()).isZero();
        assertThat(different.status()).isEqualTo(2);
        assertThat(different.json().path("same").asBoolean()).isFalse();
        assertThat(different.json().path("owners").get(0).path("differences"))
                .map(each ->
                        each.path("kind").asString() + " " + each.path("id").asString() + " " + each.path("fields"))
                .containsExactly("gone hz-b.hz-b.1 []", "changed hz-b.hz-b.2 [\"match\"]", "new hz-b.hz-b.3 []");
    }

    @Test
    void whatWaitsForSomebodyIsNotSubmittedTwice() {
        owned("hz-c", "province");
        file("hz-c", "/hz-c");

        CommandRun first = apply("--wait");
        CommandRun second = apply("--wait", "--format", "json");

        assertThat(first.status()).as(first.out()).isEqualTo(2);
        assertThat(first.out()).contains("hz-c: waits for somebody to agree (revision 1)");
        assertThat(second.status()).isEqualTo(2);
        assertThat(second.json().path("owners").get(0).path("state").asString()).isEqualTo("in-review");
        assertThat(diff().out()).contains("(revision 1 is pending: in-review)");
        read(province.post("/api/owners/hz-c/revisions/1/approve?wait=live", REASON), 200);
        assertThat(apply().status()).isZero();
    }

    @Test
    void whatIsInReviewIsNotReplaced() {
        owned("hz-d", "province");
        file("hz-d", "/hz-d");
        apply();
        file("hz-d", "/hz-d", "/hz-d/2");

        CommandRun run = apply();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("hz-d: ", "withdraw");
    }

    @Test
    void aDraftIsReplacedAndWhoseItWasIsSaid() {
        owned("hz-e", "none");
        read(
                province.send(
                        "PUT",
                        "/api/owners/hz-e/draft",
                        BodyPublishers.ofString(text("hz-e", "/hz-e/other")),
                        "Content-Type",
                        "application/yaml",
                        "If-None-Match",
                        "*"),
                200);
        file("hz-e", "/hz-e");

        CommandRun run = apply("--wait");

        assertThat(run.status()).as(run.out()).isZero();
        assertThat(run.out()).contains("replaced the draft of " + issuer.uri() + " province");
        assertThat(gateway.get("/hz-e").statusCode()).isEqualTo(200);
    }

    @Test
    void mistakesOfOneOwnerAreNamedAndTheOthersGoOn() {
        owned("hz-f", "none");
        owned("hz-g", "none");
        write("hz-f.yaml", text("hz-f", "/hz-f").replace("330000", "999999"));
        file("hz-g", "/hz-g");
        write("hz-h.yaml", "routes: [");
        file("hz-nobody", "/hz-nobody");

        CommandRun run = apply("--wait");
        CommandRun compared = diff();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("hz-f\\.yaml:\\d+: departments\\[0\\]\\.region: 999999 \\(expected: .+\\)")
                .contains("hz-g: live (revision 1)", "hz-h: hz-h.yaml is no bundle", "hz-nobody: ");
        assertThat(gateway.get("/hz-g").statusCode()).isEqualTo(200);
        assertThat(compared.status()).isEqualTo(1);
        assertThat(compared.out()).contains("hz-f: differs", "hz-g: same", "hz-h: hz-h.yaml is no bundle");
    }

    @Test
    void aWrongTokenIsSaidOnce() {
        file("hz-i", "/hz-i");
        file("hz-j", "/hz-j");
        Operator wrong = new Operator(gateway, "wrong");

        CommandRun run = run(wrong, "diff", bundles.toString());
        CommandRun citizen = run(new Operator(gateway, issuer.citizen()), "diff", bundles.toString());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err().lines().filter(line -> !line.startsWith(" "))).hasSize(1);
        assertThat(run.out()).isEmpty();
        assertThat(citizen.status()).isEqualTo(1);
        assertThat(citizen.err()).contains("developer");
    }

    @Test
    void theTokenMayLieInAFile() throws IOException {
        owned("hz-k", "none");
        file("hz-k", "/hz-k");
        Path token = Files.writeString(bundles.resolve("token"), developer.token() + "\n");

        CommandRun run = CommandRun.of(
                Map.of(),
                "diff",
                bundles.toString(),
                "--admin",
                "http://127.0.0.1:" + gateway.gateway().adminPort(),
                "--token-file",
                token.toString());

        assertThat(run.status()).isEqualTo(2);
    }

    @Test
    void whatIsNoAdminPlaneIsNamed() {
        file("hz-l", "/hz-l");

        CommandRun run = CommandRun.of(
                Map.of("PALM_TOKEN", "abc"),
                "diff",
                bundles.toString(),
                "--admin",
                "http://127.0.0.1:" + gateway.port());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).isNotBlank();
    }

    @Test
    void explainSaysWhereARequestWouldGoOrWhatComesNearest() {
        owned("hz-m", "none");
        file("hz-m", "/hz-m/{id}");
        assertThat(apply("--wait").status()).isZero();

        CommandRun hit = run(developer, "explain", "/hz-m/1", "--region", "330100", "--scope", "a b", "--scope", "c");
        CommandRun missed = run(developer, "explain", "/hz-m/1", "--method", "POST");
        CommandRun json = run(developer, "explain", "/hz-m/1", "--format", "json");
        CommandRun wrong = run(developer, "explain", "/hz-m/1", "--draft", "hz-nobody");

        assertThat(hit.status()).as(hit.err()).isZero();
        assertThat(hit.out())
                .contains("GET /hz-m/1: would reach hz-m", "route hz-m.hz-m.id of hz-m", "forwarded to", "policy:");
        assertThat(missed.status()).isEqualTo(2);
        assertThat(missed.out()).contains("the gateway would answer 405 ", "nearest:", "hz-m.hz-m.id");
        assertThat(json.json().path("hit").path("id").asString()).isEqualTo("hz-m.hz-m.id");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("hz-nobody");
    }

    @Test
    void explainMayAskADraft() {
        owned("hz-n", "province");
        file("hz-n", "/hz-n");
        apply();

        assertThat(run(developer, "explain", "/hz-n").status()).isEqualTo(2);
        assertThat(run(developer, "explain", "/hz-n", "--draft", "hz-n").status())
                .isZero();
    }

    @Test
    void theAuditIsVerifiedByTheGatewayAndFromItsExport() {
        owned("hz-o", "none");
        String export = auditor.get("/api/audit/export").body();
        write("audit.ndjson", export);
        String file = bundles.resolve("audit.ndjson").toString();

        CommandRun byGateway = run(auditor, "audit", "verify");
        CommandRun byFile = CommandRun.of(Map.of(), "audit", "verify", file);
        write("audit.ndjson", export.replaceFirst("owner.made", "owner.mad"));
        CommandRun changed = CommandRun.of(Map.of(), "audit", "verify", file);

        assertThat(byGateway.status()).as(byGateway.err()).isZero();
        assertThat(byFile.status()).as(byFile.out()).isZero();
        assertThat(byFile.out()).isEqualTo(byGateway.out());
        assertThat(changed.status()).isEqualTo(1);
        assertThat(run(developer, "audit", "verify").status()).isEqualTo(1);
    }
}
