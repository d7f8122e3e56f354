package org.palmgateway.routes.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Actor.Duty;
import org.palmgateway.routes.registry.ClientApplication.Stage;
import org.palmgateway.routes.registry.Owners.Page;

/**
 * Says which applications there are and whose they are. What an issuer has to do about them is done by whoever asks: what is going to
 * happen is written down here first and what came of it afterwards, so that a change that breaks off between the two can be asked for
 * again, and none goes unrecorded.
 *
 * <p>An application of others does not exist for a developer. Safe for any number of threads.
 */
public final class Applications {

    private static final int MOST_OF_A_PERSON = 100;

    private final RegistryDatabase database;
    private final ApplicationTable table;
    private final Subscribing subscribing;
    private final Permissions permissions;
    private final Trail trail;
    private final Clock clock;

    Applications(
            RegistryDatabase database,
            ApplicationTable table,
            Subscribing subscribing,
            Permissions permissions,
            Trail trail,
            Clock clock) {
        this.database = database;
        this.table = table;
        this.subscribing = subscribing;
        this.permissions = permissions;
        this.trail = trail;
        this.clock = clock;
    }

    /** Somebody, as an issuer names him. */
    public record Person(String issuer, String subject) {}

    /**
     * What somebody asks for.
     *
     * @param issuer issuer of its tokens
     * @param client its client id
     * @param name what people call it
     * @param kind how it gets its tokens
     * @param audience whose tokens it gets
     */
    public record Wanted(String issuer, String client, String name, String kind, String audience) {
        /** Tells whether it is what is known of an application. */
        public boolean isLike(ClientApplication known) {
            return name.equals(known.name()) && kind.equals(known.kind()) && audience.equals(known.audience());
        }
    }

    /** Returns the applications that the actor may see, by client id. */
    public Page<ClientApplication> list(Actor actor, int offset, int limit) {
        Optional<Actor> person = Permissions.seesAll(actor) ? Optional.empty() : Optional.of(actor);
        return database.read(() -> new Page<>(table.count(person), table.page(person, offset, limit)));
    }

    /** Returns an application that the actor may see. */
    public ClientApplication application(String issuer, String client, Actor actor) {
        return database.read(() -> visible(issuer, client, actor));
    }

    /**
     * Takes a client id for somebody. Nothing is made yet: the issuer has to be asked, and then {@link #made} says so, or {@link #taken} that
     * it could not be. Asking again for one's own returns what there is.
     *
     * @throws RegistryRefused with {@link Refusal.Taken} when the id is not to be had
     */
    public ClientApplication begin(Wanted wanted, Actor actor, String reason) {
        return database.change(sequence -> {
            Optional<ClientApplication> known = table.find(wanted.issuer(), wanted.client());
            if (known.isPresent()) {
                return again(known.get(), wanted, actor);
            }
            permissions.mayBecomeOwner(actor);
            permissions.mayServe(wanted.audience(), actor);
            if (table.count(Optional.of(actor)) >= MOST_OF_A_PERSON) {
                throw new RegistryRefused(new Refusal.TooMany("applications", MOST_OF_A_PERSON));
            }
            ClientApplication fresh = new ClientApplication(
                    wanted.issuer(),
                    wanted.client(),
                    wanted.name(),
                    wanted.kind(),
                    wanted.audience(),
                    Stage.PENDING,
                    UUID.randomUUID().toString(),
                    actor.name(),
                    now(),
                    database.nextVersion());
            table.insert(fresh);
            table.add(fresh.issuer(), fresh.client(), new Person(actor.issuer(), actor.subject()));
            leave(actor, "application.asked", fresh, reason);
            return fresh;
        });
    }

    private ClientApplication again(ClientApplication known, Wanted wanted, Actor actor) {
        if (known.stage() == Stage.DELETED || !table.isMember(known.issuer(), known.client(), actor)) {
            throw new RegistryRefused(new Refusal.Taken(known.client()));
        }
        if (known.stage() != Stage.PENDING || wanted.isLike(known)) {
            return known;
        }
        permissions.mayServe(wanted.audience(), actor);
        ClientApplication other = new ClientApplication(
                known.issuer(),
                known.client(),
                wanted.name(),
                wanted.kind(),
                wanted.audience(),
                Stage.PENDING,
                known.registration(),
                known.createdBy(),
                known.createdAt(),
                database.nextVersion());
        table.update(other);
        return other;
    }

    /** Says that the issuer has made it. */
    public ClientApplication made(ClientApplication application, Actor actor, String reason) {
        return move(application.issuer(), application.client(), Stage.ACTIVE, "application.made", actor, reason);
    }

    /** Says that the issuer has another client of that id; it is as if it had never been asked for, but for the record. */
    public void taken(ClientApplication application, Actor actor, String reason) {
        database.change(sequence -> {
            ClientApplication known = visible(application.issuer(), application.client(), actor);
            if (known.stage() == Stage.PENDING) {
                table.delete(known.issuer(), known.client());
                leave(actor, "application.taken", known, reason);
            }
            return true;
        });
    }

    /** Says that it gets no tokens, or gets them again. */
    public ClientApplication enable(String issuer, String client, boolean enabled, Actor actor, String reason) {
        return database.change(sequence -> {
            ClientApplication known = changeable(issuer, client, actor);
            isAtIssuer(known);
            Stage stage = stage(known, enabled, actor);
            String action = enabled ? "application.enabled" : "application.disabled";
            return move(issuer, client, stage, action, actor, reason);
        });
    }

    /** What an operator of the province has cut off is not for whoever works on it to let in again. */
    private Stage stage(ClientApplication known, boolean enabled, Actor actor) {
        boolean ofProvince = actor.has(Duty.PROVINCE_OPERATOR);
        if (enabled) {
            if (known.stage() == Stage.SUSPENDED && !ofProvince) {
                throw new RegistryRefused(new Refusal.NotAllowed("an operator of the province"));
            }
            return Stage.ACTIVE;
        }
        boolean ofOthers = ofProvince && !table.isMember(known.issuer(), known.client(), actor);
        return ofOthers || known.stage() == Stage.SUSPENDED ? Stage.SUSPENDED : Stage.DISABLED;
    }

    /** Before it is made, the issuer's client of its id may be somebody else's. */
    private static void isAtIssuer(ClientApplication known) {
        if (known.stage() == Stage.PENDING || known.stage() == Stage.DELETING) {
            throw new RegistryRefused(new Refusal.WrongStage(Scalars.word(known.stage()), "active or disabled"));
        }
    }

    /** Says that it is to go. All its subscriptions end; {@link #gone} follows when the issuer has forgotten it. */
    public ClientApplication leave(String issuer, String client, Actor actor, String reason) {
        ClientApplication leaving = database.change(sequence -> {
            changeable(issuer, client, actor);
            subscribing.endAll(issuer, client, actor, reason, sequence);
            return move(issuer, client, Stage.DELETING, "application.leaving", actor, reason);
        });
        subscribing.served();
        return leaving;
    }

    /** Says that the issuer has forgotten it. */
    public void gone(ClientApplication application, Actor actor, String reason) {
        move(application.issuer(), application.client(), Stage.DELETED, "application.deleted", actor, reason);
    }

    /** Leaves a trace of something that is done at the issuer alone, such as a new secret; never what the secret is. */
    public void note(String issuer, String client, String action, Actor actor, String reason) {
        database.change(sequence -> {
            ClientApplication known = changeable(issuer, client, actor);
            isAtIssuer(known);
            leave(actor, action, known, reason);
            return true;
        });
    }

    private ClientApplication move(
            String issuer, String client, Stage stage, String action, Actor actor, String reason) {
        return database.change(sequence -> {
            ClientApplication known = changeable(issuer, client, actor);
            if (known.stage() == stage) {
                return known;
            }
            ClientApplication moved = known.at(stage, database.nextVersion());
            table.update(moved);
            leave(actor, action, moved, reason);
            return moved;
        });
    }

    private ClientApplication visible(String issuer, String client, Actor actor) {
        return visible(table, issuer, client, actor);
    }

    /** Returns an application that the actor may see. */
    static ClientApplication visible(ApplicationTable table, String issuer, String client, Actor actor) {
        return table.find(issuer, client)
                .filter(known -> known.stage() != Stage.DELETED)
                .filter(known -> Permissions.seesAll(actor) || table.isMember(issuer, client, actor))
                .orElseThrow(() -> new RegistryRefused(new Refusal.UnknownApplication(client)));
    }

    private ClientApplication changeable(String issuer, String client, Actor actor) {
        return changeable(table, issuer, client, actor);
    }

    /** Returns an application that the actor may change. */
    static ClientApplication changeable(ApplicationTable table, String issuer, String client, Actor actor) {
        ClientApplication visible = visible(table, issuer, client, actor);
        if (!actor.has(Duty.PROVINCE_OPERATOR) && !table.isMember(issuer, client, actor)) {
            throw new RegistryRefused(
                    new Refusal.NotAllowed("somebody who works on " + client + ", or an operator of the province"));
        }
        return visible;
    }

    private void leave(Actor actor, String action, ClientApplication application, String reason) {
        trail.leave(actor, action, application.client(), reason, detail(application));
    }

    /** What the audit says of an application. */
    static Map<String, Object> detail(ClientApplication application) {
        return Map.of("issuer", application.issuer(), "kind", application.kind(), "audience", application.audience());
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
