package org.palmgateway.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.settings.AccessLogSettings;
import tools.jackson.databind.json.JsonMapper;

class AccessLogTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    private Path directory;

    @Test
    void recordsAreLinesInTheirOrder() throws IOException {
        Path file = directory.resolve("access.jsonl");

        try (AccessLog log = new AccessLog(new AccessLogSettings(true, file, 1000), meters)) {
            IntStream.range(0, 100).forEach(i -> log.write(TestRecords.full("r-" + i)));
        }

        assertThat(Files.readAllLines(file))
                .extracting(line ->
                        JsonMapper.shared().readTree(line).path("requestId").asString())
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(i -> "r-" + i).toList());
        assertThat(dropped()).isZero();
    }

    @Test
    void linesAreAppendedToWhatIsThere() throws IOException {
        Path file = Files.writeString(directory.resolve("access.jsonl"), "{}\n");

        try (AccessLog log = new AccessLog(new AccessLogSettings(true, file, 10), meters)) {
            log.write(TestRecords.full("r-张"));
        }

        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2).startsWith("{}");
        assertThat(lines.get(1)).contains("\"r-张\"");
    }

    @Test
    void recordThatFindsTheQueueFullIsDroppedAndCounted() throws IOException {
        try (AccessLog log = new AccessLog(new AccessLogSettings(false, null, 2), meters)) {
            IntStream.range(0, 5).forEach(i -> log.write(TestRecords.full("r-" + i)));

            assertThat(dropped()).isEqualTo(3);
        }
    }

    @Test
    void logThatIsSwitchedOffTouchesNoFile() throws IOException {
        Path file = directory.resolve("access.jsonl");

        try (AccessLog log = new AccessLog(new AccessLogSettings(false, file, 10), meters)) {
            assertThat(log.enabled()).isFalse();
        }

        assertThat(file).doesNotExist();
    }

    @Test
    void fileThatCannotBeOpenedIsToldAtOnce() {
        AccessLogSettings settings = new AccessLogSettings(true, directory.resolve("missing/access.jsonl"), 10);

        assertThatThrownBy(() -> new AccessLog(settings, meters).close()).isInstanceOf(IOException.class);
    }

    private double dropped() {
        return meters.get("palm.access.log.dropped").counter().count();
    }
}
