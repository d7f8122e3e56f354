package org.palmgateway.routes.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import org.palmgateway.routes.registry.UsageCount.ByClass;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What applications have called, summed over all nodes. Nodes bring what they counted since they last did: what a node counted after that
 * is lost when it is killed, and what the database took without saying so is counted twice.
 *
 * <p>Safe for any number of threads.
 */
public final class Usage {

    private static final String SUMS =
            " sum(informed), sum(succeeded), sum(redirected), sum(refused), sum(failed) from palm_usage ";

    /** All nodes touch rows in one order, so that none waits for another that waits for it. */
    private static final Comparator<UsageCount> ORDER = Comparator.comparing(UsageCount::issuer)
            .thenComparing(UsageCount::client)
            .thenComparing(UsageCount::route)
            .thenComparing(UsageCount::hour)
            .thenComparing(UsageCount::owner);

    private final RegistryDatabase database;
    private final JdbcClient jdbc;
    private final JdbcTemplate batches;
    private final ApplicationTable applications;
    private final Subscribing subscribing;

    Usage(RegistryDatabase database, ApplicationTable applications, Subscribing subscribing) {
        this.database = database;
        this.jdbc = database.jdbc();
        this.batches = new JdbcTemplate(database.source());
        this.applications = applications;
        this.subscribing = subscribing;
    }

    /** Into what parts of time counts are summed. */
    public enum Step {
        /** Hours. */
        HOUR(1),
        /** Days of UTC. */
        DAY(24);

        private final int hours;

        Step(int hours) {
            this.hours = hours;
        }
    }

    /**
     * Which part of the counts is asked for.
     *
     * @param from the first hour, since 1970-01-01T00Z
     * @param to the hour after the last
     * @param step into what parts of time they are summed
     * @param offset how many rows to skip
     * @param limit the most to return
     */
    public record Range(long from, long to, Step step, int offset, int limit) {}

    /** Adds what one node has counted, all of it or nothing. */
    public void add(List<UsageCount> counted) {
        List<UsageCount> sorted = counted.stream().sorted(ORDER).toList();
        database.aside(() -> {
            batches.batchUpdate(
                    "insert into palm_usage (issuer, client, route, at_hour, owner, informed, succeeded, redirected, refused,"
                            + " failed) values (?, ?, ?, ?, ?, 0, 0, 0, 0, 0) on conflict do nothing",
                    sorted,
                    sorted.size(),
                    (statement, count) -> {
                        statement.setString(1, count.issuer());
                        statement.setString(2, count.client());
                        statement.setString(3, count.route());
                        statement.setLong(4, count.hour());
                        statement.setString(5, count.owner());
                    });
            batches.batchUpdate(
                    "update palm_usage set informed = informed + ?, succeeded = succeeded + ?, redirected = redirected + ?,"
                            + " refused = refused + ?, failed = failed + ?"
                            + " where issuer = ? and client = ? and route = ? and at_hour = ? and owner = ?",
                    sorted,
                    sorted.size(),
                    (statement, count) -> {
                        statement.setLong(1, count.answers().informed());
                        statement.setLong(2, count.answers().succeeded());
                        statement.setLong(3, count.answers().redirected());
                        statement.setLong(4, count.answers().refused());
                        statement.setLong(5, count.answers().failed());
                        statement.setString(6, count.issuer());
                        statement.setString(7, count.client());
                        statement.setString(8, count.route());
                        statement.setLong(9, count.hour());
                        statement.setString(10, count.owner());
                    });
        });
    }

    /** Forgets what was counted before an hour. */
    public void forget(long before) {
        database.aside(() -> jdbc.sql("delete from palm_usage where at_hour < ?")
                .param(before)
                .update());
    }

    /** Returns what an application has called, by time and route. */
    public List<UsageCount> ofApplication(String issuer, String client, Range range, Actor actor) {
        return database.read(() -> {
            Applications.visible(applications, issuer, client, actor);
            return jdbc.sql(sums(range, "issuer = ? and client = ?"))
                    .params(issuer, client, range.from(), range.to(), range.limit(), range.offset())
                    .query(Usage::count)
                    .list();
        });
    }

    /** Returns what applications have called of an owner, by time, route and application. */
    public List<UsageCount> ofOwner(String owner, Range range, Actor actor) {
        return database.read(() -> {
            subscribing.sees(owner, actor);
            return jdbc.sql(sums(range, "owner = ?"))
                    .params(owner, range.from(), range.to(), range.limit(), range.offset())
                    .query(Usage::count)
                    .list();
        });
    }

    private static String sums(Range range, String which) {
        int hours = range.step().hours;
        String time = "at_hour / " + hours + " * " + hours;
        return "select issuer, client, owner, route, " + time + "," + SUMS + "where " + which
                + " and at_hour >= ? and at_hour < ? group by issuer, client, owner, route, " + time
                + " order by 5, owner, route, client, issuer limit ? offset ?";
    }

    private static UsageCount count(ResultSet row, int number) throws SQLException {
        return new UsageCount(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getLong(5),
                new ByClass(row.getLong(6), row.getLong(7), row.getLong(8), row.getLong(9), row.getLong(10)));
    }
}
