package org.palmgateway.routes.registry;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hears of changes that other nodes made, from PostgreSQL ({@code LISTEN}). For one thread. */
final class Notices implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Notices.class);
    private static final int WAIT_MILLIS = 500;
    private static final Duration TRY_AGAIN_AFTER = Duration.ofSeconds(1);

    private final DataSource source;
    private final Runnable changed;
    private @Nullable Connection connection;

    Notices(DataSource source, Runnable changed) {
        this.source = source;
        this.changed = changed;
    }

    /** Waits a while for a notice. */
    void await() {
        try {
            PGNotification[] notices = listening().unwrap(PGConnection.class).getNotifications(WAIT_MILLIS);
            if (notices != null && notices.length > 0) {
                changed.run();
            }
        } catch (SQLException e) {
            LOG.debug("No notices for now; changes are seen by looking", e);
            close();
            LockSupport.parkNanos(TRY_AGAIN_AFTER.toNanos());
        }
    }

    private Connection listening() throws SQLException {
        if (connection == null) {
            Connection fresh = source.getConnection();
            try (Statement statement = fresh.createStatement()) {
                statement.execute("listen palm_registry");
            }
            connection = fresh;
            // What changed before there was anybody to listen.
            changed.run();
            return fresh;
        }
        return connection;
    }

    @Override
    public void close() {
        Connection last = connection;
        connection = null;
        if (last != null) {
            try {
                last.close();
            } catch (SQLException e) {
                LOG.debug("A connection that was broken could not be closed", e);
            }
        }
    }
}
