package org.palmgateway.routes.registry;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Makes empty databases of one kind. */
interface TestDatabase extends AutoCloseable {

    /** What it takes to reach a database. */
    record Address(String url, String user, String password) {
        RegistryDatabase open() {
            return RegistryDatabase.of(url, user, password);
        }

        void execute(String sql) {
            try (Connection connection = DriverManager.getConnection(url, user, password)) {
                connection.createStatement().execute(sql);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        /** Ends every connection to it, whatever goes on there. */
        void goAway() {
            execute(
                    url.startsWith("jdbc:h2:")
                            ? "shutdown immediately"
                            : "select pg_terminate_backend(pid) from pg_stat_activity"
                                    + " where datname = current_database() and pid <> pg_backend_pid()");
        }
    }

    Address fresh(String name);

    @Override
    void close();

    /** H2, a file for each. */
    static TestDatabase h2(Path directory) {
        return new TestDatabase() {
            @Override
            public Address fresh(String name) {
                return new Address("jdbc:h2:file:" + directory.resolve(name).toAbsolutePath(), "palm", "");
            }

            @Override
            public void close() {}
        };
    }

    /** A real PostgreSQL. */
    static TestDatabase postgres() {
        EmbeddedPostgres server;
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestDatabase() {
            @Override
            public Address fresh(String name) {
                new Address(server.getJdbcUrl("postgres", "postgres"), "postgres", "")
                        .execute("create database " + name);
                return new Address(server.getJdbcUrl("postgres", name), "postgres", "");
            }

            @Override
            public void close() {
                try {
                    server.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        };
    }
}
