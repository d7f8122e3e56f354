package org.palmgateway.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.settings.InvalidSetting;

class CommandsTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"chekc", "", "-x", "@file"})
    void aWordThatIsNoCommandIsAnsweredWithTheUsage(String word) {
        CommandRun run = CommandRun.of(Map.of(), word);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Usage:", "check", "diff", "apply", "explain", "audit", "realm");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "diff", "apply", "explain", "realm"})
    void everyCommandSaysHowItIsCalled(String command) {
        CommandRun run = CommandRun.of(Map.of(), command, "--help");

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("Usage:", "Exit status:");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void aWrongCallIsNoDifference() {
        assertThat(CommandRun.of(Map.of(), "diff").status()).isEqualTo(1);
        assertThat(CommandRun.of(Map.of(), "check", ".", "--format", "xml").status())
                .isEqualTo(1);
        assertThat(CommandRun.of(Map.of(), "audit").status()).isEqualTo(1);
        assertThat(CommandRun.of(Map.of(), "audit", "verify").err()).contains("either FILE or --admin");
    }

    @Test
    void theVersionIsSaid() {
        assertThat(CommandRun.of(Map.of(), "--version").out()).startsWith("Palm Gateway");
    }

    @Test
    void settingsOfTheRealmAreHandedOnAsTheyAre() {
        List<String> given = new ArrayList<>();

        CommandRun run = CommandRun.of(
                Map.of(),
                settings -> {
                    given.addAll(settings);
                    return "{\"realm\":\"citizens\"}";
                },
                "realm",
                "--palm.realm.name=citizens",
                "--palm.identity.issuers[0].uri=https://id.example.gov.cn?a=b",
                "--debug",
                "word",
                "@word");

        assertThat(run.status()).isZero();
        assertThat(run.out()).isEqualToIgnoringNewLines("{\"realm\":\"citizens\"}");
        assertThat(given)
                .containsExactly(
                        "--palm.realm.name=citizens",
                        "--palm.identity.issuers[0].uri=https://id.example.gov.cn?a=b",
                        "--debug",
                        "word",
                        "@word");
    }

    @Test
    void whatTheRealmLacksIsOneSentence() {
        CommandRun run = CommandRun.of(
                Map.of(),
                settings -> {
                    throw new IllegalStateException(new InvalidSetting("palm.realm.secret", "missing", "a secret"));
                },
                "realm");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).isEqualToIgnoringNewLines("palm.realm.secret: missing (expected: a secret)");
    }

    @Test
    void aTokenIsNeededAndNeverShown() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "secret token\n");
        String[] call = {"explain", "--admin", "http://127.0.0.1:1", "/x"};

        CommandRun missing = CommandRun.of(Map.of(), call);
        CommandRun wrong = CommandRun.of(
                Map.of(), "explain", "--admin", "http://127.0.0.1:1", "/x", "--token-file", file.toString());
        CommandRun gone = CommandRun.of(Map.of("PALM_TOKEN", "a"), "explain", "--admin", "ftp://user:pass@host", "/x");

        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).contains("PALM_TOKEN", "--token-file");
        assertThat(wrong.status()).isEqualTo(1);
        assertThat(wrong.err()).contains("token: ").doesNotContain("secret");
        assertThat(gone.err()).contains("--admin").doesNotContain("pass@");
    }

    @Test
    void whereNobodyAnswersThatIsSaidOnce() throws Exception {
        Files.writeString(directory.resolve("a.yaml"), "routes: []\n");
        Files.writeString(directory.resolve("b.yaml"), "routes: []\n");
        Map<String, String> token = Map.of("PALM_TOKEN", "abc");
        String[] text = {"diff", directory.toString(), "--admin", "http://127.0.0.1:1/"};

        CommandRun run = CommandRun.of(token, text);
        CommandRun json = CommandRun.of(
                token, "diff", directory.toString(), "--admin", "http://127.0.0.1:1/", "--format", "json");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).containsOnlyOnce("http://127.0.0.1:1 does not answer");
        assertThat(json.status()).isEqualTo(1);
        assertThat(json.err()).isEmpty();
        assertThat(json.json().path("error").path("title").asString()).contains("does not answer");
    }
}
