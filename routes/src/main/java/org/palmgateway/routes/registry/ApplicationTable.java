package org.palmgateway.routes.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Applications.Person;
import org.palmgateway.routes.registry.ClientApplication.Stage;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Applications, and who works on them, in the database. */
final class ApplicationTable {

    private static final String COLUMNS =
            "select issuer, client, name, kind, audience, stage, registration, created_by,"
                    + " created_at, version from palm_application ";
    private static final String OF_PERSON = "stage <> 'deleted' and exists (select 1 from palm_application_member m"
            + " where m.issuer = palm_application.issuer and m.client = palm_application.client"
            + " and m.member_issuer = ? and m.member_subject = ?) ";

    private final JdbcClient jdbc;

    ApplicationTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<ClientApplication> find(String issuer, String client) {
        return jdbc.sql(COLUMNS + "where issuer = ? and client = ?")
                .params(issuer, client)
                .query(ApplicationTable::application)
                .optional();
    }

    /** Returns applications by client id; those of one person only, when one is given. */
    List<ClientApplication> page(Optional<Actor> person, int offset, int limit) {
        return person.map(actor -> jdbc.sql(COLUMNS + "where " + OF_PERSON + "order by client, issuer limit ? offset ?")
                        .params(actor.issuer(), actor.subject(), limit, offset))
                .orElseGet(() -> jdbc.sql(COLUMNS + "where stage <> 'deleted' order by client, issuer limit ? offset ?")
                        .params(limit, offset))
                .query(ApplicationTable::application)
                .list();
    }

    int count(Optional<Actor> person) {
        return person.map(actor -> jdbc.sql("select count(*) from palm_application where " + OF_PERSON)
                        .params(actor.issuer(), actor.subject()))
                .orElseGet(() -> jdbc.sql("select count(*) from palm_application where stage <> 'deleted'"))
                .query(Integer.class)
                .single();
    }

    void insert(ClientApplication application) {
        jdbc.sql("insert into palm_application (issuer, client, name, kind, audience, stage, registration, created_by,"
                        + " created_at, version) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        application.issuer(),
                        application.client(),
                        application.name(),
                        application.kind(),
                        application.audience(),
                        Scalars.word(application.stage()),
                        application.registration(),
                        application.createdBy(),
                        application.createdAt().toEpochMilli(),
                        application.version())
                .update();
    }

    void update(ClientApplication application) {
        jdbc.sql("update palm_application set name = ?, kind = ?, audience = ?, stage = ?, version = ?"
                        + " where issuer = ? and client = ?")
                .params(
                        application.name(),
                        application.kind(),
                        application.audience(),
                        Scalars.word(application.stage()),
                        application.version(),
                        application.issuer(),
                        application.client())
                .update();
    }

    /** Forgets one that never came to be. */
    void delete(String issuer, String client) {
        jdbc.sql("delete from palm_application_member where issuer = ? and client = ?")
                .params(issuer, client)
                .update();
        jdbc.sql("delete from palm_application where issuer = ? and client = ?")
                .params(issuer, client)
                .update();
    }

    List<Person> members(String issuer, String client) {
        return jdbc.sql("select member_issuer, member_subject from palm_application_member"
                        + " where issuer = ? and client = ? order by member_issuer, member_subject")
                .params(issuer, client)
                .query((row, number) -> new Person(row.getString(1), row.getString(2)))
                .list();
    }

    boolean isMember(String issuer, String client, Actor actor) {
        return members(issuer, client).contains(new Person(actor.issuer(), actor.subject()));
    }

    void add(String issuer, String client, Person person) {
        jdbc.sql("insert into palm_application_member (issuer, client, member_issuer, member_subject)"
                        + " values (?, ?, ?, ?)")
                .params(issuer, client, person.issuer(), person.subject())
                .update();
    }

    boolean remove(String issuer, String client, Person person) {
        return jdbc.sql("delete from palm_application_member"
                                + " where issuer = ? and client = ? and member_issuer = ? and member_subject = ?")
                        .params(issuer, client, person.issuer(), person.subject())
                        .update()
                > 0;
    }

    private static ClientApplication application(ResultSet row, int number) throws SQLException {
        return new ClientApplication(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                Scalars.constant(Stage.class, row.getString(6)),
                row.getString(7),
                row.getString(8),
                Instant.ofEpochMilli(row.getLong(9)),
                row.getLong(10));
    }
}
