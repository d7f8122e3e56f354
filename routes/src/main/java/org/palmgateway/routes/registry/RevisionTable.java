package org.palmgateway.routes.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.BundleRevision.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Revisions of bundles, and which of them are live, in the database. */
final class RevisionTable {

    private static final String COLUMNS = "select owner, number, stage, format, text, written_by, written_at, reason,"
            + " submitted_by, decided_by, decided_at, decision, version from palm_revision ";

    private final JdbcClient jdbc;

    RevisionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** What is live of an owner. */
    record Published(String owner, long number, long sequence) {}

    Optional<BundleRevision> find(String owner, long number) {
        return jdbc.sql(COLUMNS + "where owner = ? and number = ?")
                .params(owner, number)
                .query(RevisionTable::revision)
                .optional();
    }

    /** Returns the one that may yet go live. */
    Optional<BundleRevision> pending(String owner) {
        return jdbc.sql(COLUMNS + "where owner = ? and stage in ('draft', 'in-review')")
                .param(owner)
                .query(RevisionTable::revision)
                .optional();
    }

    Optional<BundleRevision> published(String owner) {
        return jdbc.sql(COLUMNS + "where owner = ? and stage = 'published'")
                .param(owner)
                .query(RevisionTable::revision)
                .optional();
    }

    /** Returns an owner's revisions, the newest first. */
    List<BundleRevision> page(String owner, int offset, int limit) {
        return jdbc.sql(COLUMNS + "where owner = ? order by number desc limit ? offset ?")
                .params(owner, limit, offset)
                .query(RevisionTable::revision)
                .list();
    }

    int count(String owner) {
        return jdbc.sql("select count(*) from palm_revision where owner = ?")
                .param(owner)
                .query(Integer.class)
                .single();
    }

    long nextNumber(String owner) {
        return jdbc.sql("select coalesce(max(number), 0) + 1 from palm_revision where owner = ?")
                .param(owner)
                .query(Long.class)
                .single();
    }

    void insert(BundleRevision revision) {
        jdbc.sql("insert into palm_revision (owner, number, stage, format, text, written_by, written_at, reason,"
                        + " submitted_by, decided_by, decided_at, decision, version)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .param(revision.owner())
                .param(revision.number())
                .param(Scalars.word(revision.stage()))
                .param(Scalars.word(revision.format()))
                .param(revision.text())
                .param(revision.writtenBy())
                .param(revision.writtenAt().toEpochMilli())
                .param(revision.reason())
                .param(revision.submittedBy())
                .param(revision.decidedBy())
                .param(millis(revision.decidedAt()))
                .param(revision.decision())
                .param(revision.version())
                .update();
    }

    void update(BundleRevision revision) {
        jdbc.sql("update palm_revision set stage = ?, format = ?, text = ?, written_by = ?, written_at = ?, reason = ?,"
                        + " submitted_by = ?, decided_by = ?, decided_at = ?, decision = ?, version = ?"
                        + " where owner = ? and number = ?")
                .param(Scalars.word(revision.stage()))
                .param(Scalars.word(revision.format()))
                .param(revision.text())
                .param(revision.writtenBy())
                .param(revision.writtenAt().toEpochMilli())
                .param(revision.reason())
                .param(revision.submittedBy())
                .param(revision.decidedBy())
                .param(millis(revision.decidedAt()))
                .param(revision.decision())
                .param(revision.version())
                .param(revision.owner())
                .param(revision.number())
                .update();
    }

    /** Makes a revision the live one; within a change. */
    void publish(String owner, long number, long sequence) {
        jdbc.sql("delete from palm_published where owner = ?").param(owner).update();
        jdbc.sql("insert into palm_published (owner, number, sequence) values (?, ?, ?)")
                .params(owner, number, sequence)
                .update();
        jdbc.sql("update palm_registry set sequence = ? where id = 1")
                .param(sequence)
                .update();
    }

    /** Returns what went live after a change, in that order. */
    List<Published> publishedAfter(long sequence) {
        return jdbc.sql("select owner, number, sequence from palm_published where sequence > ? order by sequence")
                .param(sequence)
                .query((row, number) -> new Published(row.getString(1), row.getLong(2), row.getLong(3)))
                .list();
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static BundleRevision revision(ResultSet row, int number) throws SQLException {
        @Nullable Long decidedAt = row.getObject(11, Long.class);
        return new BundleRevision(
                row.getString(1),
                row.getLong(2),
                Scalars.constant(Stage.class, row.getString(3)),
                Scalars.constant(Format.class, row.getString(4)),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                decidedAt == null ? null : Instant.ofEpochMilli(decidedAt),
                row.getString(12),
                row.getLong(13));
    }
}
