package org.palmgateway.routes.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Subscription.Stage;
import org.palmgateway.routes.subscription.Grant;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Subscriptions in the database. */
final class SubscriptionTable {

    private static final String COLUMNS = "select issuer, client, owner, kind, item, stage, requested_by, requested_at,"
            + " reason, decided_by, decided_at, decision, version, sequence from palm_subscription ";
    private static final String THE_ONE = "where issuer = ? and client = ? and owner = ? and kind = ? and item = ?";
    private static final String OF_OWNER = "where owner = ? and (? = '' or stage = ?) ";

    private final JdbcClient jdbc;

    SubscriptionTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Subscription> find(Grant what) {
        return jdbc.sql(COLUMNS + THE_ONE)
                .params(what.issuer(), what.client(), what.owner(), Scalars.word(what.kind()), what.item())
                .query(SubscriptionTable::subscription)
                .optional();
    }

    List<Subscription> ofApplication(String issuer, String client, int offset, int limit) {
        return jdbc.sql(COLUMNS + "where issuer = ? and client = ? order by owner, kind, item limit ? offset ?")
                .params(issuer, client, limit, offset)
                .query(SubscriptionTable::subscription)
                .list();
    }

    int countOfApplication(String issuer, String client) {
        return jdbc.sql("select count(*) from palm_subscription where issuer = ? and client = ?")
                .params(issuer, client)
                .query(Integer.class)
                .single();
    }

    /** Returns the subscriptions at an owner; those at one stage only, when one is given. */
    List<Subscription> ofOwner(String owner, Optional<Stage> stage, int offset, int limit) {
        String word = stage.map(Scalars::word).orElse("");
        return jdbc.sql(COLUMNS + OF_OWNER + "order by kind, item, client, issuer limit ? offset ?")
                .params(owner, word, word, limit, offset)
                .query(SubscriptionTable::subscription)
                .list();
    }

    int countOfOwner(String owner, Optional<Stage> stage) {
        String word = stage.map(Scalars::word).orElse("");
        return jdbc.sql("select count(*) from palm_subscription " + OF_OWNER)
                .params(owner, word, word)
                .query(Integer.class)
                .single();
    }

    int countOpen() {
        return jdbc.sql("select count(*) from palm_subscription where stage in ('requested', 'active')")
                .query(Integer.class)
                .single();
    }

    /** Returns all that hold. */
    List<Subscription> active() {
        return jdbc.sql(COLUMNS + "where stage = 'active'")
                .query(SubscriptionTable::subscription)
                .list();
    }

    /** Returns those that have begun or ceased to hold since, in that order. */
    List<Subscription> changedAfter(long sequence) {
        return jdbc.sql(COLUMNS + "where sequence > ? order by sequence")
                .param(sequence)
                .query(SubscriptionTable::subscription)
                .list();
    }

    void put(Subscription subscription) {
        if (find(subscription.what()).isPresent()) {
            update(subscription);
        } else {
            insert(subscription);
        }
    }

    private void insert(Subscription subscription) {
        Grant what = subscription.what();
        jdbc.sql("insert into palm_subscription (stage, requested_by, requested_at, reason, decided_by, decided_at,"
                        + " decision, version, sequence, issuer, client, owner, kind, item)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        Scalars.word(subscription.stage()),
                        subscription.requestedBy(),
                        subscription.requestedAt().toEpochMilli())
                .param(subscription.reason())
                .param(subscription.decidedBy())
                .param(millis(subscription.decidedAt()))
                .param(subscription.decision())
                .param(subscription.version())
                .param(subscription.sequence())
                .params(what.issuer(), what.client(), what.owner(), Scalars.word(what.kind()), what.item())
                .update();
    }

    private void update(Subscription subscription) {
        Grant what = subscription.what();
        jdbc.sql("update palm_subscription set stage = ?, requested_by = ?, requested_at = ?, reason = ?,"
                        + " decided_by = ?, decided_at = ?, decision = ?, version = ?, sequence = ? " + THE_ONE)
                .params(
                        Scalars.word(subscription.stage()),
                        subscription.requestedBy(),
                        subscription.requestedAt().toEpochMilli())
                .param(subscription.reason())
                .param(subscription.decidedBy())
                .param(millis(subscription.decidedAt()))
                .param(subscription.decision())
                .param(subscription.version())
                .param(subscription.sequence())
                .params(what.issuer(), what.client(), what.owner(), Scalars.word(what.kind()), what.item())
                .update();
    }

    private static @Nullable Long millis(@Nullable Instant time) {
        return time == null ? null : time.toEpochMilli();
    }

    private static Subscription subscription(ResultSet row, int number) throws SQLException {
        long decidedAt = row.getLong(11);
        boolean decided = !row.wasNull();
        return new Subscription(
                new Grant(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Scalars.constant(Grant.Kind.class, row.getString(4)),
                        row.getString(5)),
                Scalars.constant(Stage.class, row.getString(6)),
                row.getString(7),
                Instant.ofEpochMilli(row.getLong(8)),
                row.getString(9),
                row.getString(10),
                decided ? Instant.ofEpochMilli(decidedAt) : null,
                row.getString(12),
                row.getLong(13),
                row.getLong(14));
    }
}
