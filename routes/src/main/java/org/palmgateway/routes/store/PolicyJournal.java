package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
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

    private PolicyJournal(Path file) {
        this.file = file;
    }

    /** Opens a journal, which is made when there is none. */
    static PolicyJournal open(Path directory) throws IOException {
        Files.createDirectories(directory);
        PolicyJournal journal = new PolicyJournal(directory.resolve(NAME));
        if (Files.exists(journal.file)) {
            journal.read(Files.readString(journal.file, StandardCharsets.UTF_8));
        }
        return journal;
    }

    private void read(String text) throws IOException {
        int end = text.lastIndexOf('\n') + 1;
        if (end < text.length()) {
            LOG.warn("The last line of {} is not complete and is dropped: it was never live", file);
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(text.substring(0, end).getBytes(StandardCharsets.UTF_8).length);
            }
        }
        int number = 0;
        for (String line : text.substring(0, end).lines().toList()) {
            number++;
            try {
                if (number == 1 && JournalLine.isBase(line)) {
                    base = JournalLine.base(line);
                } else {
                    revisions.add(JournalLine.revision(line));
                }
            } catch (IllegalArgumentException e) {
                throw new IOException(file + ":" + number + ": " + e.getMessage(), e);
            }
        }
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

    /** Puts a revision on the disk. */
    void append(Revision revision) throws IOException {
        write(file, List.of(JournalLine.of(revision)), StandardOpenOption.APPEND);
        revisions.add(revision);
        if (revisions.size() >= 2 * KEPT) {
            fold();
        }
    }

    private void fold() {
        List<Revision> old = revisions.subList(0, revisions.size() - KEPT);
        PolicyBook folded = base;
        for (Revision revision : old) {
            folded = folded.with(revision.changes(), revision.version());
        }
        List<String> lines = new ArrayList<>(List.of(JournalLine.of(folded)));
        revisions.subList(old.size(), revisions.size()).forEach(revision -> lines.add(JournalLine.of(revision)));
        Path fresh = file.resolveSibling(NAME + ".new");
        try {
            write(fresh, lines, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            old.clear();
            base = folded;
        } catch (IOException e) {
            LOG.warn("{} could not be shortened, and goes on growing: {}", file, e.toString());
        }
    }

    private static void write(Path file, List<String> lines, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, how)) {
            ByteBuffer octets = ByteBuffer.wrap((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
            while (octets.hasRemaining()) {
                channel.write(octets);
            }
            channel.force(true);
        }
    }
}
