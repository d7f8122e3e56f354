package org.palmgateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.palmgateway.routes.store.TestProvince.COUNTY;
import static org.palmgateway.routes.store.TestProvince.PROVINCE;
import static org.palmgateway.routes.store.TestProvince.override;
import static org.palmgateway.routes.store.TestProvince.say;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Revision;
import org.palmgateway.routes.policy.Target;

class PolicyJournalTest {

    private static final Instant NOW = MovableClock.START;
    /** When revisions are made. */
    private static final Instant LATER = NOW.plusSeconds(60);

    @TempDir
    Path directory;

    private Path file;
    private PolicyBook book = PolicyBook.EMPTY;

    @BeforeEach
    void name() {
        file = directory.resolve("policies.jsonl");
    }

    @Test
    void aJournalThatIsNotThereSaysNothing() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory.resolve("new/one"));

        assertThat(journal.book()).isEqualTo(PolicyBook.EMPTY);
        assertThat(journal.revisions()).isEmpty();
    }

    @Test
    void whatWasWrittenIsReadAgain() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"), say(COUNTY, "{}"));
        append(
                journal,
                override(
                        "o-1",
                        "kind: maintenance",
                        "target: department/a",
                        "until: " + NOW.plusSeconds(60),
                        "text: { zh: 系统升级, en: \"line \\\" \\\\ \" }"),
                say(COUNTY, null));
        append(journal, new Change.OfOverride("o-1", null), say(Target.application("https://app/"), "priority: bulk"));

        PolicyJournal reopened = PolicyJournal.open(directory);

        assertThat(reopened.book()).isEqualTo(book).isEqualTo(journal.book());
        assertThat(reopened.revisions()).isEqualTo(journal.revisions()).hasSize(3);
    }

    @Test
    void reasonsOfAnyKindStayOnTheirLine() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        String reason = "a\nb\r\nc\u2028d\u0085 \"}\\ 杭州 😀";
        journal.append(Revision.of(book, List.of(say(PROVINCE, "deadline: 5s")), "li", reason, NOW));

        assertThat(PolicyJournal.open(directory).revisions())
                .extracting(Revision::reason)
                .containsExactly(reason);
    }

    @Test
    void aHalfWrittenLastLineIsDroppedAndWrittenOver() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"));
        append(journal, say(PROVINCE, "deadline: 4s"));
        byte[] whole = Files.readAllBytes(file);
        PolicyBook before = PolicyBook.EMPTY.with(List.of(say(PROVINCE, "deadline: 5s")));

        for (int length = whole.length / 2 + 2; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            PolicyJournal reopened = PolicyJournal.open(directory);
            assertThat(reopened.book()).isEqualTo(before);

            reopened.append(Revision.of(before, List.of(say(PROVINCE, "deadline: 4s")), "li", "peak", LATER));
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void aLastLineThatEndsWithinACharacterIsDropped() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"));
        Files.write(file, new byte[] {'{', '"', (byte) 0xe6, (byte) 0x9d}, StandardOpenOption.APPEND);

        assertThat(PolicyJournal.open(directory).book()).isEqualTo(book);
    }

    @Test
    void whatAFailedWriteLeftBehindIsWrittenOverByTheNextOne() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"));
        Files.writeString(file, "{\"version\":2,\"at\":", StandardOpenOption.APPEND);

        append(journal, say(PROVINCE, "deadline: 4s"));

        assertThat(PolicyJournal.open(directory).book()).isEqualTo(book);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "",
                "{}",
                "[]",
                "{\"version\":2}",
                "{\"version\":2,\"at\":\"yesterday\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[],\"undo\":[]}",
                "{\"version\":two,\"at\":\"2026-11-24T08:00:00Z\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[]}",
                "{\"version\":\"two\",\"at\":\"2026-11-24T08:00:00Z\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[]}",
                "{\"version\":7,\"at\":\"2026-11-24T08:00:00Z\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[]}",
                "{\"version\":2,\"at\":\"2026-11-24T08:00:00Z\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[{\"target\":\"x\"}]}",
                "{\"version\":2,\"at\":\"2026-11-24T08:00:00Z\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[{\"target\":\"region/330000\",\"policy\":{\"deadline\":\"0s\"}}]}",
                "{\"version\":2,\"at\":\"2026-11-24T08:00:00Z\",\"author\":\"a\",\"reason\":\"b\",\"changes\":[{\"id\":\"o\",\"author\":\"a\",\"override\":{}}]}",
                "{\"base\":5,\"items\":[]}"
            })
    void aDamagedLineInTheMiddleStopsTheOpeningAndIsNamed(String damaged) throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"));
        append(journal, say(PROVINCE, "deadline: 4s"));
        append(journal, say(PROVINCE, "deadline: 3s"));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.set(1, damaged);
        Files.write(file, lines);

        assertThatIOException()
                .isThrownBy(() -> PolicyJournal.open(directory))
                .withMessageStartingWith(file + ":2: ")
                .satisfies(e -> assertThat(e.getMessage()).hasSizeGreaterThan((file + ":2: ").length()));
    }

    @Test
    void aLineThatIsNoTextStopsTheOpeningAndIsNamed() throws IOException {
        append(PolicyJournal.open(directory), say(PROVINCE, "deadline: 5s"));
        Files.write(file, new byte[] {(byte) 0xff, '\n'}, StandardOpenOption.APPEND);

        assertThatIOException().isThrownBy(() -> PolicyJournal.open(directory)).withMessage(file + ":2: not UTF-8");
    }

    @Test
    void aLineThatIsMissingStopsTheOpening() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"));
        append(journal, say(COUNTY, "deadline: 4s"));
        append(journal, say(PROVINCE, "deadline: 3s"));
        List<String> lines = new ArrayList<>(Files.readAllLines(file));
        lines.remove(1);
        Files.write(file, lines);

        assertThatIOException()
                .isThrownBy(() -> PolicyJournal.open(directory))
                .withMessage(file + ":2: version: 3 (expected: 2)");
    }

    @Test
    void whatCouldNotBeReadAgainIsNotWritten() throws IOException {
        PolicyJournal journal = PolicyJournal.open(directory);
        append(journal, say(PROVINCE, "deadline: 5s"));
        byte[] before = Files.readAllBytes(file);

        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        journal.append(Revision.of(book, List.of(say(PROVINCE, "deadline: 4s")), " ", "peak", NOW)));

        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void olderRevisionsAreFoldedTogetherAndNothingIsLost() throws IOException {
        write1999Revisions();
        PolicyJournal journal = PolicyJournal.open(directory);
        assertThat(journal.book()).isEqualTo(book);

        append(journal, say(Target.route("r"), "weight: 2"));

        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        assertThat(lines).hasSize(1001);
        assertThat(lines.get(0))
                .startsWith("{\"base\":1000,")
                .contains("o-lasting")
                .doesNotContain("o-ended");
        assertThat(directory.resolve("policies.jsonl.new")).doesNotExist();
        PolicyJournal reopened = PolicyJournal.open(directory);
        for (PolicyJournal each : List.of(journal, reopened)) {
            assertThat(each.revisions())
                    .hasSize(1000)
                    .extracting(Revision::version)
                    .startsWith(1001L)
                    .endsWith(2000L);
            assertThat(each.book().version()).isEqualTo(2000);
            assertThat(each.book().policies()).isEqualTo(book.policies());
            assertThat(each.book().at(PROVINCE).orElseThrow().version()).isEqualTo(1);
            assertThat(each.book().overrides()).containsOnlyKeys("o-lasting");
        }
        append(reopened, say(PROVINCE, null));
        assertThat(PolicyJournal.open(directory).book().policies()).isEqualTo(book.policies());
    }

    @Test
    void theWayBackLeadsAsFarAsTheHistory() throws IOException {
        write1999Revisions();
        PolicyStore store = new TestProvince().open(directory, Clock.fixed(LATER, ZoneOffset.UTC));

        store.change(TestProvince.edit(say(PROVINCE, null)));

        assertThat(store.history()).hasSize(1000);
        assertThat(store.backTo(1000))
                .hasValueSatisfying(changes -> assertThat(changes)
                        .containsExactlyInAnyOrder(say(PROVINCE, "priority: bulk"), say(COUNTY, "deadline: 1000ms")));
        assertThat(store.backTo(999)).isEmpty();
        PolicyStore reopened = new TestProvince().open(directory, Clock.fixed(LATER, ZoneOffset.UTC));
        assertThat(reopened.book()).isEqualTo(store.book());
        assertThat(reopened.backTo(1000)).isEqualTo(store.backTo(1000));
    }

    /** Writes as many as may lie in a journal before it is folded: at once, since the disk takes its time for each. */
    private void write1999Revisions() throws IOException {
        List<String> lines = new ArrayList<>();
        line(lines, say(PROVINCE, "priority: bulk"));
        line(lines, lasting("o-ended", NOW.plusSeconds(1)), lasting("o-lasting", NOW.plus(Duration.ofDays(9))));
        while (lines.size() < 1999) {
            line(lines, say(COUNTY, "deadline: " + (lines.size() + 1) + "ms"));
        }
        Files.write(file, lines);
    }

    private void line(List<String> lines, Change... changes) {
        lines.add(JournalLine.of(Revision.of(book, List.of(changes), "li", "peak", LATER)));
        book = book.with(List.of(changes));
    }

    private static Change lasting(String id, Instant until) {
        return override(
                id,
                "kind: policy",
                "target: route/" + id,
                "from: " + NOW.minusSeconds(1),
                "until: " + until,
                "policy: { weight: 2 }");
    }

    private void append(PolicyJournal journal, Change... changes) throws IOException {
        journal.append(Revision.of(book, List.of(changes), "li", "peak", LATER));
        book = book.with(List.of(changes));
    }
}
