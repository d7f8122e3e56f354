package org.palmgateway.routes.registry;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.time.Duration;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The database of the registry, with the schema that this version needs.
 *
 * <p>Safe for any number of threads; every method waits. A database that does not answer is {@link Refusal.StoreUnavailable}.
 */
public final class RegistryDatabase implements AutoCloseable {

    /**
     * With H2 a commit is written when it is acknowledged, and not half a second later, so that it outlives the process. The rest
     * makes it read the schema as PostgreSQL does.
     */
    private static final String H2_OPTIONS =
            ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final int CONNECTIONS = 8;

    private final HikariDataSource source;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final boolean postgres;
    private volatile boolean migrated;

    private RegistryDatabase(HikariDataSource source) {
        this.source = source;
        this.jdbc = JdbcClient.create(source);
        this.transactions = new TransactionTemplate(new JdbcTransactionManager(source));
        this.postgres = source.getJdbcUrl().startsWith("jdbc:postgresql:");
    }

    /**
     * Makes the connection pool. Whether the database can be reached is seen at the first use, and at every use again.
     *
     * @param url a JDBC address of H2 or PostgreSQL
     * @param user its user; empty for H2's own
     * @param password the user's password
     * @throws IllegalArgumentException when it is no such address, saying what is expected
     */
    public static RegistryDatabase of(String url, String user, String password) {
        boolean h2 = url.startsWith("jdbc:h2:");
        if (!h2 && !url.startsWith("jdbc:postgresql:")) {
            throw new IllegalArgumentException("an address that begins with jdbc:h2: or jdbc:postgresql:");
        }
        HikariConfig config = new HikariConfig();
        config.setPoolName("palm-registry");
        config.setJdbcUrl(h2 ? url + H2_OPTIONS : url);
        config.setUsername(h2 && user.isEmpty() ? "palm" : user);
        config.setPassword(password);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(-1);
        return new RegistryDatabase(new HikariDataSource(config));
    }

    /** Brings the schema up to date, once. */
    private synchronized void migrate() {
        if (!migrated) {
            Flyway.configure(RegistryDatabase.class.getClassLoader())
                    .dataSource(source)
                    .locations("classpath:org/palmgateway/routes/registry/schema")
                    .table("palm_schema")
                    .load()
                    .migrate();
            migrated = true;
        }
    }

    /** Returns what runs statements. */
    JdbcClient jdbc() {
        return jdbc;
    }

    DataSource source() {
        return source;
    }

    /** Tells whether it is PostgreSQL, which tells other nodes of a change by itself. */
    boolean isPostgres() {
        return postgres;
    }

    /** Reads in one transaction. */
    <T extends @Nullable Object> T read(Supplier<T> work) {
        return transaction(work);
    }

    /** Writes, in one transaction and without waiting for a turn, what no change of the registry looks at: reports of nodes, counts. */
    void aside(Runnable work) {
        transaction(() -> {
            work.run();
            return true;
        });
    }

    /**
     * Changes something, one change after the other on all nodes together.
     *
     * @param work is given the number of the last change that is known to other nodes
     */
    <T extends @Nullable Object> T change(Function<Long, T> work) {
        return transaction(() -> work.apply(jdbc.sql("select sequence from palm_registry where id = 1 for update")
                .query(Long.class)
                .single()));
    }

    /** Returns the number of the last change that is known to other nodes. */
    long sequence() {
        return jdbc.sql("select sequence from palm_registry where id = 1")
                .query(Long.class)
                .single();
    }

    /**
     * Makes the change that is under way known to other nodes when it is committed. Of one change that says so twice, they hear once.
     *
     * @param last the number of the last change before it
     * @return its number
     */
    long announce(long last) {
        long next = last + 1;
        jdbc.sql("update palm_registry set sequence = ? where id = 1")
                .param(next)
                .update();
        if (postgres) {
            jdbc.sql("select pg_notify('palm_registry', ?)")
                    .param(Long.toString(next))
                    .query((row, number) -> true)
                    .list();
        }
        return next;
    }

    /** Returns the next version; within a change. */
    long nextVersion() {
        jdbc.sql("update palm_registry set version = version + 1 where id = 1").update();
        return jdbc.sql("select version from palm_registry where id = 1")
                .query(Long.class)
                .single();
    }

    @SuppressWarnings("NullAway") // The template returns what the work does, null included.
    private <T extends @Nullable Object> T transaction(Supplier<T> work) {
        try {
            if (!migrated) {
                migrate();
            }
            return transactions.execute(status -> work.get());
        } catch (DataIntegrityViolationException e) {
            // The database answers: it is us who asked for what cannot be.
            throw e;
        } catch (DataAccessException | TransactionException | FlywayException e) {
            forgetConnections();
            throw new RegistryRefused(new Refusal.StoreUnavailable(), e);
        }
    }

    /** The pool takes a connection for good that was used a moment ago, so one to a database that is gone would be tried again and again. */
    private void forgetConnections() {
        @Nullable HikariPoolMXBean pool = source.getHikariPoolMXBean();
        if (pool != null) {
            pool.softEvictConnections();
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
