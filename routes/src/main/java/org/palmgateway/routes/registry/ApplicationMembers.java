package org.palmgateway.routes.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.palmgateway.routes.registry.Applications.Person;

/** Who works on applications. Safe for any number of threads. */
public final class ApplicationMembers {

    private static final int MOST = 100;

    private final RegistryDatabase database;
    private final ApplicationTable table;
    private final Trail trail;

    ApplicationMembers(RegistryDatabase database, ApplicationTable table, Trail trail) {
        this.database = database;
        this.table = table;
        this.trail = trail;
    }

    /** Returns who works on an application. */
    public List<Person> list(String issuer, String client, Actor actor) {
        return database.read(() -> {
            Applications.visible(table, issuer, client, actor);
            return table.members(issuer, client);
        });
    }

    /** Has somebody work on an application. */
    public void add(String issuer, String client, Person person, Actor actor, String reason) {
        database.change(sequence -> {
            ClientApplication known = Applications.changeable(table, issuer, client, actor);
            List<Person> members = table.members(issuer, client);
            if (!members.contains(person)) {
                if (members.size() >= MOST) {
                    throw new RegistryRefused(new Refusal.TooMany("members", MOST));
                }
                table.add(issuer, client, person);
                leave(actor, "application.member-put", known, reason, person);
            }
            return true;
        });
    }

    /** Has somebody work on an application no longer. Somebody has to. */
    public void remove(String issuer, String client, Person person, Actor actor, String reason) {
        database.change(sequence -> {
            ClientApplication known = Applications.changeable(table, issuer, client, actor);
            if (table.members(issuer, client).equals(List.of(person))) {
                throw new RegistryRefused(new Refusal.NotAllowed("another member besides, who remains"));
            }
            if (!table.remove(issuer, client, person)) {
                throw new RegistryRefused(new Refusal.Unknown("member " + person.subject()));
            }
            leave(actor, "application.member-removed", known, reason, person);
            return true;
        });
    }

    private void leave(Actor actor, String action, ClientApplication application, String reason, Person person) {
        Map<String, Object> detail = new HashMap<>(Applications.detail(application));
        detail.put("member", person.issuer() + " " + person.subject());
        trail.leave(actor, action, application.client(), reason, detail);
    }
}
