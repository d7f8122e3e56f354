package org.palmgateway.routes.audit;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Binds each entry to all before it, so that none can be changed, left out or put in later without every hash after it being
 * wrong. What the chain cannot show by itself is that its end was cut off: for that its last hash has to be known from elsewhere,
 * such as from an earlier export.
 *
 * <p>A walk along the chain is for one thread; {@link #seal} is a pure function.
 */
public final class AuditChain {

    /** Stands for the hash before the first entry. */
    public static final String BEGINNING = "0".repeat(64);

    private @Nullable AuditEntry last;

    /**
     * Seals an event.
     *
     * @param event the event
     * @param last the entry before; null for the first
     * @return the entry that follows it
     */
    public static AuditEntry seal(AuditEvent event, @Nullable AuditEntry last) {
        long position = last == null ? 1 : last.position() + 1;
        String previous = last == null ? BEGINNING : last.hash();
        return new AuditEntry(
                position,
                event.at(),
                event.actor(),
                event.address(),
                event.action(),
                event.target(),
                event.reason(),
                event.detail(),
                previous,
                hash(position, event, previous));
    }

    /**
     * Takes the next entry of a chain that is read from its beginning.
     *
     * @return what is wrong with it; empty when it follows
     */
    public Optional<String> follow(AuditEntry entry) {
        long expected = last == null ? 1 : last.position() + 1;
        String previous = last == null ? BEGINNING : last.hash();
        last = entry;
        if (entry.position() != expected) {
            return Optional.of("Entry " + expected + " is missing; " + entry.position() + " stands in its place.");
        }
        if (!entry.previous().equals(previous)) {
            return Optional.of("Entry " + entry.position() + " does not follow the one before it.");
        }
        AuditEvent event = new AuditEvent(
                entry.at(),
                entry.actor(),
                entry.address(),
                entry.action(),
                entry.target(),
                entry.reason(),
                entry.detail());
        return hash(entry.position(), event, previous).equals(entry.hash())
                ? Optional.empty()
                : Optional.of("Entry " + entry.position() + " was changed after it had been written.");
    }

    /** Every part is preceded by its length, so that no two entries are hashed from the same octets. */
    private static String hash(long position, AuditEvent event, String previous) {
        MessageDigest sha = sha256();
        sha.update(ByteBuffer.allocate(Long.BYTES * 2)
                .putLong(position)
                .putLong(event.at().toEpochMilli())
                .flip());
        add(sha, event.actor());
        add(sha, event.address());
        add(sha, event.action());
        add(sha, event.target());
        add(sha, event.reason());
        add(sha, event.detail());
        add(sha, previous);
        return HexFormat.of().formatHex(sha.digest());
    }

    private static void add(MessageDigest sha, String part) {
        byte[] octets = part.getBytes(StandardCharsets.UTF_8);
        sha.update(ByteBuffer.allocate(Integer.BYTES).putInt(octets.length).flip());
        sha.update(octets);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
