package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.Revision;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the book on disk: one line for each revision, after a first line with all that was written before.
 *
 * <p>A revision is on the disk before it is live. A last line that a dying process left half-written is dropped. Not safe for several
 * threads.
 */
final class PolicyJournal {

    private static final Logger LOG = LoggerFactory.getLogger(PolicyJournal.class);
    private static final String NAME = "policies.jsonl";

    /** How many revisions are kept for history and rollback; twice as many before older ones are folded together. */
    private static final int KEPT = 1000;

    private final Path file;
    private final List<Revision> revisions = new ArrayList<>();
    private PolicyBook base = PolicyBook.EMPTY;
    /** How many octets of the file are whole lines; what a failed write left behind them is written over by the next one. */
    private long whole;

    private PolicyJournal(Path file) {
        this.file = file;
    }

    /** Opens a journal, which is made with the first revision. */
    static PolicyJournal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        PolicyJournal journal = new PolicyJournal(directory.resolve(NAME));
        if (Files.exists(journal.file)) {
            journal.read(Files.readAllBytes(journal.file));
        }
        return journal;
    }

    private void read(byte[] octets) throws IOException {
        int number = 0;
        int start = 0;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                number++;
                try {
                    take(decoded(octets, start, i), number);
                } catch (IllegalArgumentException e) {
                    throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
                }
                start = i + 1;
            }
        }
        whole = start;
        if (start < octets.length) {
            LOG.warn("The last line of {} is not complete and is dropped: it was never live", file);
        }
    }

    private static String decoded(byte[] octets, int start, int end) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, start, end - start))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("not UTF-8", e);
        }
    }

    private void take(String line, int number) {
        if (number == 1 && JournalLine.isBase(line)) {
            base = JournalLine.base(line);
            return;
        }
        Revision revision = JournalLine.revision(line);
        long expected = base.version() + revisions.size() + 1;
        if (revision.version() != expected) {
            throw new IllegalArgumentException("version: " + revision.version() + " (expected: " + expected + ")");
        }
        revisions.add(revision);
    }

    /** Returns the book as the last revision left it. */
    PolicyBook book() {
        PolicyBook book = base;
        for (Revision revision : revisions) {
            book = book.with(revision.changes(), revision.version());
        }
        return book;
    }

    /** Returns the revisions that are kept, oldest first. */
    List<Revision> revisions() {
        return List.copyOf(revisions);
    }

    /**
     * Puts a revision on the disk.
     *
     * @throws IOException when that fails; the revision is not kept then
     * @throws IllegalArgumentException when the revision could not be read again
     */
    void append(Revision revision) throws IOException {
        String line = JournalLine.of(revision);
        // One that could not would keep every later start from finding what is live.
        JournalLine.revision(line);
        whole = write(file, List.of(line), whole);
        revisions.add(revision);
        if (revisions.size() >= 2 * KEPT) {
            fold(revision.at());
        }
    }

    private void fold(Instant now) {
        List<Revision> old = revisions.subList(0, revisions.size() - KEPT);
        PolicyBook folded = base;
        for (Revision revision : old) {
            folded = folded.with(revision.changes(), revision.version());
        }
        // Nobody ends an override that has ended by itself, so they would pile up.
        folded = folded.without(now);
        List<String> lines = new ArrayList<>(List.of(JournalLine.of(folded)));
        revisions.subList(old.size(), revisions.size()).forEach(revision -> lines.add(JournalLine.of(revision)));
        Path fresh = file.resolveSibling(NAME + ".new");
        try {
            long length = write(fresh, lines, 0);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            whole = length;
            old.clear();
            base = folded;
        } catch (IOException e) {
            LOG.warn("{} could not be shortened, and goes on growing: {}", file, e.toString());
        }
    }

    /** Writes lines in the place of all that lies behind a length, and returns the length with them. */
    private static long write(Path file, List<String> lines, long length) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(length).position(length);
            ByteBuffer octets = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
            return channel.position();
        }
    }
}
