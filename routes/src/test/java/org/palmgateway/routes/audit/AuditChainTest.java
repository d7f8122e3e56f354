package org.palmgateway.routes.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditChainTest {

    private static AuditEvent event(String action, String target) {
        return new AuditEvent(
                Instant.parse("2026-11-28T01:02:03.456789Z"), "iss someone", "10.0.0.1", action, target, "why", "{}");
    }

    private static List<AuditEntry> chain(int length) {
        List<AuditEntry> entries = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            entries.add(AuditChain.seal(event("action", "target" + i), i == 0 ? null : entries.get(i - 1)));
        }
        return entries;
    }

    private static List<String> wrong(List<AuditEntry> entries) {
        AuditChain chain = new AuditChain();
        return entries.stream().map(chain::follow).flatMap(Optional::stream).toList();
    }

    private static AuditEntry with(AuditEntry entry, String reason, String hash) {
        return new AuditEntry(
                entry.position(),
                entry.at(),
                entry.actor(),
                entry.address(),
                entry.action(),
                entry.target(),
                reason,
                entry.detail(),
                entry.previous(),
                hash);
    }

    @Test
    void whatWasSealedFollows() {
        assertThat(wrong(chain(5))).isEmpty();
    }

    @Test
    void aChangedEntryIsNamed() {
        List<AuditEntry> entries = chain(5);
        entries.set(2, with(entries.get(2), "another reason", entries.get(2).hash()));

        assertThat(wrong(entries)).containsExactly("Entry 3 was changed after it had been written.");
    }

    @Test
    void anEntryThatWasChangedAndSealedAgainBreaksTheChainAfterIt() {
        List<AuditEntry> entries = chain(5);
        AuditEntry again = AuditChain.seal(event("action", "another"), entries.get(1));
        entries.set(2, again);

        assertThat(wrong(entries)).containsExactly("Entry 4 does not follow the one before it.");
    }

    @Test
    void aMissingEntryIsNamed() {
        List<AuditEntry> entries = chain(5);
        entries.remove(1);

        assertThat(wrong(entries)).contains("Entry 2 is missing; 3 stands in its place.");
    }

    @Test
    void textThatMovesFromOnePartToTheNextMakesAnotherHash() {
        AuditEntry one = AuditChain.seal(event("ab", "c"), null);
        AuditEntry other = AuditChain.seal(event("a", "bc"), null);

        assertThat(one.hash()).isNotEqualTo(other.hash());
    }
}
