package org.palmgateway.gateway.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.audit.AuditChain;
import org.palmgateway.routes.audit.AuditEntry;
import org.palmgateway.routes.audit.AuditEvent;
import tools.jackson.databind.json.JsonMapper;

class VerifyCommandTest {

    private static final JsonMapper JSON = new JsonMapper();

    @TempDir
    private Path directory;

    private static List<String> chain(int length) {
        List<String> lines = new ArrayList<>();
        AuditEntry last = null;
        for (int i = 0; i < length; i++) {
            AuditEvent event = new AuditEvent(
                    Instant.parse("2026-01-01T00:00:00.123Z").plusSeconds(i),
                    "https://id.example.gov.cn 张伟",
                    "127.0.0.1",
                    "draft.put",
                    "hz-a/" + i,
                    "因为",
                    "{}");
            last = AuditChain.seal(event, last);
            lines.add(JSON.writeValueAsString(last));
        }
        return lines;
    }

    private CommandRun verify(List<String> lines, String... more) throws IOException {
        Path file = Files.write(directory.resolve("audit.ndjson"), lines);
        String[] all = new String[more.length + 3];
        all[0] = "audit";
        all[1] = "verify";
        all[2] = file.toString();
        System.arraycopy(more, 0, all, 3, more.length);
        return CommandRun.of(Map.of(), all);
    }

    @Test
    void aWholeExportIsWholeAndItsLastHashIsSaid() throws IOException {
        List<String> lines = chain(3);
        String hash = JSON.readTree(lines.get(2)).path("hash").asString();

        CommandRun run = verify(lines);

        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("entries: 3, whole", hash);
        assertThat(verify(lines, "--format", "json").json().path("last").asString())
                .isEqualTo(hash);
    }

    @Test
    void whatWasChangedIsFound() throws IOException {
        List<String> lines = chain(3);
        lines.set(1, lines.get(1).replace("因为", "所以"));

        CommandRun run = verify(lines);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("Entry 2 was changed", "NOT whole");
        assertThat(verify(lines, "--format", "json").json().path("problems")).hasSize(1);
    }

    @Test
    void whatWasLeftOutIsFound() throws IOException {
        List<String> lines = chain(3);
        lines.remove(1);

        assertThat(verify(lines).out()).contains("Entry 2 is missing");
        assertThat(verify(lines).status()).isEqualTo(1);
    }

    @Test
    void whatIsNoEntryIsNamedByItsLine() throws IOException {
        List<String> lines = chain(3);
        lines.set(2, lines.get(2).replace("{\"position\"", "{\"more\":1,\"position\""));
        lines.add("no json");
        lines.add("{\"position\":5}");

        CommandRun run = verify(lines);

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.out()).contains("Line 3 is no entry", "Line 4 is no entry", "Line 5 is no entry");
    }

    @Test
    void anEmptyOrMissingFileIsAnError() throws IOException {
        assertThat(verify(List.of()).status()).isEqualTo(1);
        assertThat(CommandRun.of(
                                Map.of(),
                                "audit",
                                "verify",
                                directory.resolve("none").toString())
                        .err())
                .contains("cannot be read");
    }
}
