package org.palmgateway.routes.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.audit.AuditChain;
import org.palmgateway.routes.audit.AuditEntry;
import org.palmgateway.routes.audit.AuditEvent;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The audit entries in the database. Nothing here changes or removes one. */
final class AuditTable {

    private static final String COLUMNS =
            "select position, at, actor, address, action, target, reason, detail, previous, hash from palm_audit ";

    private final JdbcClient jdbc;

    AuditTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds an entry; within a change, so that no other comes between. */
    AuditEntry append(AuditEvent event) {
        AuditEntry entry = AuditChain.seal(event, last());
        jdbc.sql("insert into palm_audit (position, at, actor, address, action, target, reason, detail, previous, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        entry.position(),
                        entry.at().toEpochMilli(),
                        entry.actor(),
                        entry.address(),
                        entry.action(),
                        entry.target(),
                        entry.reason(),
                        entry.detail(),
                        entry.previous(),
                        entry.hash())
                .update();
        return entry;
    }

    private @Nullable AuditEntry last() {
        return jdbc.sql(COLUMNS + "order by position desc limit 1")
                .query(AuditTable::entry)
                .optional()
                .orElse(null);
    }

    /** Returns entries in their order. */
    List<AuditEntry> after(long position, int limit) {
        return jdbc.sql(COLUMNS + "where position > ? order by position limit ?")
                .params(position, limit)
                .query(AuditTable::entry)
                .list();
    }

    private static AuditEntry entry(ResultSet row, int number) throws SQLException {
        return new AuditEntry(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(2)),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10));
    }
}
