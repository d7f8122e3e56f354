package org.palmgateway.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;

class CheckCommandTest {

    @TempDir
    private Path directory;

    private void bundle(String owner, String region, String path, String... more) throws IOException {
        String text = BundleText.of(owner, region, "http://127.0.0.1:1")
                        .route(owner + ".x", "GET", path, "audience: public")
                        .toString()
                + String.join("\n", more);
        Files.writeString(directory.resolve(owner + ".yaml"), text);
    }

    private CommandRun check(String... more) {
        String[] all = new String[more.length + 2];
        all[0] = "check";
        all[1] = directory.toString();
        System.arraycopy(more, 0, all, 2, more.length);
        return CommandRun.of(Map.of(), all);
    }

    @Test
    void soundBundlesAreSound() throws IOException {
        bundle("zj-a", "330000", "/a");
        bundle("zj-b", "330000", "/b");

        CommandRun run = check();

        assertThat(run.status()).isZero();
        assertThat(run.out())
                .isEqualToIgnoringNewLines("bundles: 2, routes: 2, mistakes: 0, overlaps between owners: 0");
        assertThat(check("--format", "json").json().path("sound").asBoolean()).isTrue();
    }

    @Test
    void everyMistakeIsNamedByFileLineAndField() throws IOException {
        bundle("zj-a", "999999", "/a");
        bundle("zj-b", "330000", "b");
        bundle("zj-c", "330000", "/c");

        CommandRun run = check();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern("zj-a\\.yaml:4: departments\\[0\\]\\.region: 999999 \\(expected: .+\\)")
                .containsPattern("zj-b\\.yaml:\\d+: routes\\[0\\]\\.match\\.path: b \\(expected: .+\\)")
                .doesNotContain("zj-c.yaml");
        assertThat(check("--format", "json").json().path("mistakes"))
                .anySatisfy(mistake -> assertThat(mistake.path("line").asInt()).isEqualTo(4));
    }

    @Test
    void twoOwnersOfOnePlaceAreAMistake() throws IOException {
        bundle("zj-a", "330000", "/same/{one}");
        bundle("zj-b", "330000", "/same/{other}");

        CommandRun run = check();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).containsPattern("zj-[ab]\\.yaml:\\d+: .*zj-[ab]\\.x");
    }

    @Test
    void whatOneOwnerTakesFromAnotherIsSaidAndIsNoMistake() throws IOException {
        bundle("zj-a", "330000", "/shared/{id}");
        bundle("zj-b", "330000", "/shared/1");

        CommandRun run = check();

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("zj-b.x shadows zj-a.x of zj-a for such as GET /shared/1");
        assertThat(check("--format", "json")
                        .json()
                        .path("overlaps")
                        .get(0)
                        .path("kind")
                        .asString())
                .isEqualTo("shadows");
    }

    @Test
    void anExampleThatDoesNotHoldIsAMistake() throws IOException {
        bundle(
                "zj-a",
                "330000",
                "/a",
                "examples:",
                "  - { id: holds, request: { method: GET, path: /a }, expect: { route: zj-a.x } }",
                "  - { id: fails, request: { method: GET, path: /b }, expect: { route: zj-a.x } }");

        CommandRun run = check();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out())
                .contains("examples.fails: route: nothing; code: unknown-path (expected: route: zj-a.x; code: nothing)")
                .doesNotContain("examples.holds");
    }

    @Test
    void filesThatCannotBeBundlesAreNamed() throws IOException {
        bundle("zj-a", "330000", "/a");
        Files.writeString(directory.resolve("zj-a.json"), "{}");
        Files.write(directory.resolve("zj-b.yaml"), new byte[] {(byte) 0xff});
        Files.writeString(directory.resolve("zj-c.yaml"), "a: &a [x]\nb: *a\n", StandardCharsets.UTF_8);

        CommandRun run = check();

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("zj-a.json and zj-a.yaml", "zj-b.yaml: octets that are not UTF-8", "zj-c.yaml:");
    }

    @Test
    void aDirectoryWithoutBundlesIsAnError() {
        assertThat(check().status()).isEqualTo(1);
        assertThat(check().err()).contains("holds no bundles");
        assertThat(CommandRun.of(Map.of(), "check", directory.resolve("none").toString())
                        .err())
                .contains("cannot be read");
    }

    @Test
    void regionsCanBeThoseOfAnotherProvince() throws IOException {
        bundle("js-a", "320000", "/a");
        Path table =
                Files.writeString(directory.resolve("divisions.csv"), "code,name,level,parent\n320000,江苏省,province,\n");

        assertThat(check().status()).isEqualTo(1);
        assertThat(check("--divisions", table.toString()).status()).isZero();
        assertThat(check("--divisions", directory.resolve("no.csv").toString()).err())
                .contains("--divisions");
    }
}
