package org.palmgateway.routes.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.registry.Owner.Approval;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Owners, who works for them, and whom they let shadow their routes, in the database. */
final class OwnerTable {

    private static final String COLUMNS = "select owner, name_zh, name_en, approval, version from palm_owner ";

    private final JdbcClient jdbc;

    OwnerTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Owner> find(String owner) {
        return jdbc.sql(COLUMNS + "where owner = ?")
                .param(owner)
                .query(OwnerTable::owner)
                .optional();
    }

    /** Returns owners by id; those of one person only, when one is given. */
    List<Owner> page(Optional<Actor> person, int offset, int limit) {
        return person.map(
                        actor -> jdbc.sql(COLUMNS + "where owner in (select owner from palm_member where issuer = ? and"
                                        + " subject = ?) order by owner limit ? offset ?")
                                .params(actor.issuer(), actor.subject(), limit, offset))
                .orElseGet(() ->
                        jdbc.sql(COLUMNS + "order by owner limit ? offset ?").params(limit, offset))
                .query(OwnerTable::owner)
                .list();
    }

    int count(Optional<Actor> person) {
        return person.map(actor -> jdbc.sql("select count(*) from palm_member where issuer = ? and subject = ?")
                        .params(actor.issuer(), actor.subject()))
                .orElseGet(() -> jdbc.sql("select count(*) from palm_owner"))
                .query(Integer.class)
                .single();
    }

    void insert(Owner owner, Actor by, Instant at) {
        jdbc.sql("insert into palm_owner (owner, name_zh, name_en, approval, created_by, created_at, version)"
                        + " values (?, ?, ?, ?, ?, ?, ?)")
                .params(
                        owner.id(),
                        owner.name().zh(),
                        owner.name().en(),
                        Scalars.word(owner.approval()),
                        by.name(),
                        at.toEpochMilli(),
                        owner.version())
                .update();
    }

    void update(Owner owner) {
        jdbc.sql("update palm_owner set name_zh = ?, name_en = ?, approval = ?, version = ? where owner = ?")
                .params(
                        owner.name().zh(),
                        owner.name().en(),
                        Scalars.word(owner.approval()),
                        owner.version(),
                        owner.id())
                .update();
    }

    Optional<Member.Role> role(String owner, Actor actor) {
        return jdbc.sql("select role from palm_member where owner = ? and issuer = ? and subject = ?")
                .params(owner, actor.issuer(), actor.subject())
                .query(String.class)
                .optional()
                .map(role -> Scalars.constant(Member.Role.class, role));
    }

    List<Member> members(String owner) {
        return jdbc.sql("select issuer, subject, role from palm_member where owner = ? order by issuer, subject")
                .param(owner)
                .query((row, number) -> new Member(
                        row.getString(1), row.getString(2), Scalars.constant(Member.Role.class, row.getString(3))))
                .list();
    }

    void put(String owner, Member member) {
        remove(owner, member.issuer(), member.subject());
        jdbc.sql("insert into palm_member (owner, issuer, subject, role) values (?, ?, ?, ?)")
                .params(owner, member.issuer(), member.subject(), Scalars.word(member.role()))
                .update();
    }

    boolean remove(String owner, String issuer, String subject) {
        return jdbc.sql("delete from palm_member where owner = ? and issuer = ? and subject = ?")
                        .params(owner, issuer, subject)
                        .update()
                > 0;
    }

    /** Returns the owners whose routes another one may shadow. */
    Set<String> consenting(String other) {
        return Set.copyOf(jdbc.sql("select owner from palm_consent where other = ?")
                .param(other)
                .query(String.class)
                .list());
    }

    List<String> consents(String owner) {
        return jdbc.sql("select other from palm_consent where owner = ? order by other")
                .param(owner)
                .query(String.class)
                .list();
    }

    boolean grant(String owner, String other, Actor by, Instant at) {
        boolean fresh = !consents(owner).contains(other);
        if (fresh) {
            jdbc.sql("insert into palm_consent (owner, other, granted_by, granted_at) values (?, ?, ?, ?)")
                    .params(owner, other, by.name(), at.toEpochMilli())
                    .update();
        }
        return fresh;
    }

    boolean revoke(String owner, String other) {
        return jdbc.sql("delete from palm_consent where owner = ? and other = ?")
                        .params(owner, other)
                        .update()
                > 0;
    }

    private static Owner owner(ResultSet row, int number) throws SQLException {
        return new Owner(
                row.getString(1),
                new LocalText(row.getString(2), row.getString(3)),
                Scalars.constant(Approval.class, row.getString(4)),
                row.getLong(5));
    }
}
