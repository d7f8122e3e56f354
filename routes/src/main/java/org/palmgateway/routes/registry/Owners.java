package org.palmgateway.routes.registry;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.registry.Actor.Duty;

/** Says who has a bundle in the registry, who works for them, and whose routes others may shadow. Safe for any number of threads. */
public final class Owners {

    private final RegistryDatabase database;
    private final OwnerTable table;
    private final Permissions permissions;
    private final Trail trail;
    private final Predicate<String> inDirectory;
    private final Clock clock;

    Owners(
            RegistryDatabase database,
            OwnerTable table,
            Permissions permissions,
            Trail trail,
            Predicate<String> inDirectory,
            Clock clock) {
        this.database = database;
        this.table = table;
        this.permissions = permissions;
        this.trail = trail;
        this.inDirectory = inDirectory;
        this.clock = clock;
    }

    /**
     * One page of a list.
     *
     * @param total how many there are in all
     * @param items those of this page
     */
    public record Page<T>(int total, List<T> items) {
        /** Copies the items. */
        public Page {
            items = List.copyOf(items);
        }
    }

    /** Returns the owners that the actor may see, by id. */
    public Page<Owner> list(Actor actor, int offset, int limit) {
        Optional<Actor> person = Permissions.seesAll(actor) ? Optional.empty() : Optional.of(actor);
        return database.read(() -> new Page<>(table.count(person), table.page(person, offset, limit)));
    }

    /** Returns an owner that the actor may see. */
    public Owner owner(String owner, Actor actor) {
        return database.read(() -> permissions.visible(owner, actor));
    }

    /**
     * Makes or changes an owner. Whoever makes one works for it from then on, as a developer. Who has to agree to what goes live is
     * for an operator of the province to say; until one does, an operator of the province has to. The same owner put twice changes nothing.
     *
     * @param wanted the owner as it is to be; its version is ignored
     * @param expected the version that the change starts from
     * @param actor who asks for it
     * @param reason why
     * @return the owner as it is now
     */
    public Owner put(Owner wanted, Expected expected, Actor actor, String reason) {
        Scalars.id(wanted.id());
        if (inDirectory.test(wanted.id())) {
            throw new RegistryRefused(new Refusal.InDirectory(wanted.id()));
        }
        return database.change(sequence -> table.find(wanted.id())
                .map(known -> change(known, wanted, expected, actor, reason))
                .orElseGet(() -> make(wanted, expected, actor, reason)));
    }

    private Owner make(Owner wanted, Expected expected, Actor actor, String reason) {
        permissions.mayBecomeOwner(actor);
        if (wanted.approval() != Owner.Approval.PROVINCE) {
            permissions.operatesProvince(actor);
        }
        expected.check(0);
        Owner made = new Owner(wanted.id(), wanted.name(), wanted.approval(), database.nextVersion());
        table.insert(made, actor, clock.instant());
        if (!actor.has(Duty.PROVINCE_OPERATOR)) {
            table.put(made.id(), new Member(actor.issuer(), actor.subject(), Member.Role.DEVELOPER));
        }
        trail.leave(actor, "owner.made", made.id(), reason, Map.of("approval", Scalars.word(made.approval())));
        return made;
    }

    private Owner change(Owner known, Owner wanted, Expected expected, Actor actor, String reason) {
        permissions.operated(known.id(), actor);
        expected.check(known.version());
        if (known.name().equals(wanted.name()) && known.approval() == wanted.approval()) {
            return known;
        }
        if (known.approval() != wanted.approval()) {
            permissions.operatesProvince(actor);
        }
        Owner changed = new Owner(known.id(), wanted.name(), wanted.approval(), database.nextVersion());
        table.update(changed);
        trail.leave(actor, "owner.changed", known.id(), reason, Map.of("approval", Scalars.word(changed.approval())));
        return changed;
    }

    /** Returns who works for an owner. */
    public List<Member> members(String owner, Actor actor) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return table.members(owner);
        });
    }

    /** Has somebody work for an owner, or in another role. */
    public void put(String owner, Member member, Actor actor, String reason) {
        database.change(sequence -> {
            permissions.operated(owner, actor);
            if (!table.members(owner).contains(member)) {
                table.put(owner, member);
                trail.leave(
                        actor,
                        "member.put",
                        owner,
                        reason,
                        Map.of(
                                "issuer",
                                member.issuer(),
                                "subject",
                                member.subject(),
                                "role",
                                Scalars.word(member.role())));
            }
            return true;
        });
    }

    /** Has somebody work for an owner no longer. */
    public void remove(String owner, String issuer, String subject, Actor actor, String reason) {
        database.change(sequence -> {
            permissions.operated(owner, actor);
            if (!table.remove(owner, issuer, subject)) {
                throw new RegistryRefused(new Refusal.Unknown("member " + subject));
            }
            trail.leave(actor, "member.removed", owner, reason, Map.of("issuer", issuer, "subject", subject));
            return true;
        });
    }

    /** Returns the owners that may shadow routes of this one. */
    public List<String> consents(String owner, Actor actor) {
        return database.read(() -> {
            permissions.visible(owner, actor);
            return table.consents(owner);
        });
    }

    /**
     * Lets another owner shadow routes of this one, or no longer; what is live stays.
     *
     * @param owner whose routes may be shadowed
     * @param other who may shadow them
     * @param consent whether it may
     */
    public void consent(String owner, String other, boolean consent, Actor actor, String reason) {
        Scalars.id(other);
        database.change(sequence -> {
            if (inDirectory.test(owner)) {
                // Nobody works for such an owner here; the province speaks for it.
                permissions.operatesProvince(actor);
                entered(owner, actor);
            } else {
                permissions.operated(owner, actor);
            }
            boolean changed = consent ? table.grant(owner, other, actor, clock.instant()) : table.revoke(owner, other);
            if (changed) {
                String action = consent ? "consent.granted" : "consent.revoked";
                trail.leave(actor, action, owner, reason, Map.of("other", other));
            }
            return true;
        });
    }

    /** Consents hang on an entry of the owner, which an owner in the directory does not have by itself. */
    private void entered(String owner, Actor actor) {
        if (table.find(owner).isEmpty()) {
            table.insert(
                    new Owner(
                            owner,
                            new org.palmgateway.routes.model.LocalText(owner, owner),
                            Owner.Approval.PROVINCE,
                            database.nextVersion()),
                    actor,
                    clock.instant());
        }
    }
}
