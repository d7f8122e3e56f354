package org.palmgateway.routes.registry;

import java.util.Optional;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.registry.Actor.Duty;
import org.palmgateway.routes.registry.Owner.Approval;

/**
 * Decides who may do what. An owner that somebody may not see does not exist for that person: what there is would be told
 * by the difference.
 */
final class Permissions {

    private static final String CITIZEN = Audience.CITIZEN.word();

    private final OwnerTable owners;

    Permissions(OwnerTable owners) {
        this.owners = owners;
    }

    /** Tells whether somebody sees every owner. */
    static boolean seesAll(Actor actor) {
        return actor.has(Duty.PROVINCE_OPERATOR) || actor.has(Duty.AUDITOR);
    }

    /** Returns an owner that the actor may see. */
    Owner visible(String owner, Actor actor) {
        Optional<Owner> found = owners.find(owner);
        if (found.isPresent() && (seesAll(actor) || owners.role(owner, actor).isPresent())) {
            return found.get();
        }
        throw new RegistryRefused(new Refusal.Unknown("owner " + owner));
    }

    /** Returns an owner whose drafts the actor may write. */
    Owner writable(String owner, Actor actor) {
        Owner visible = visible(owner, actor);
        if (actor.has(Duty.PROVINCE_OPERATOR) || owners.role(owner, actor).isPresent()) {
            return visible;
        }
        throw notAllowed("a developer or an operator of " + owner + ", or an operator of the province");
    }

    /** Returns an owner that the actor may speak for. */
    Owner operated(String owner, Actor actor) {
        Owner visible = visible(owner, actor);
        if (actor.has(Duty.PROVINCE_OPERATOR) || isOperator(owner, actor)) {
            return visible;
        }
        throw notAllowed("an operator of " + owner + ", or of the province");
    }

    /** Refuses whoever may not agree to what somebody submitted. Nobody agrees to what is his own. */
    void mayDecide(Owner owner, Actor actor, String submittedBy) {
        boolean province = actor.has(Duty.PROVINCE_OPERATOR);
        if (!province && (owner.approval() == Approval.PROVINCE || !isOperator(owner.id(), actor))) {
            throw notAllowed(
                    owner.approval() == Approval.PROVINCE
                            ? "an operator of the province"
                            : "an operator of " + owner.id() + ", or of the province");
        }
        if (actor.name().equals(submittedBy)) {
            throw notAllowed("somebody else than who submitted it");
        }
    }

    /** Refuses whoever may not make something live without anybody's agreeing. */
    void mayPublishAlone(Owner owner, Actor actor) {
        if (owner.approval() == Approval.NONE) {
            writable(owner.id(), actor);
        } else if (owner.approval() == Approval.PROVINCE && !actor.has(Duty.PROVINCE_OPERATOR)) {
            throw notAllowed("an operator of the province");
        } else {
            operated(owner.id(), actor);
        }
    }

    void mayBecomeOwner(Actor actor) {
        if (!actor.has(Duty.DEVELOPER) && !actor.has(Duty.PROVINCE_OPERATOR)) {
            throw notAllowed("a developer, or an operator of the province");
        }
    }

    /** A third party serves citizens. What acts as an official does by itself whatever needs no particular role. */
    void mayServe(String audience, Actor actor) {
        if (!audience.equals(CITIZEN) && !actor.has(Duty.PROVINCE_OPERATOR)) {
            throw notAllowed("an operator of the province, for an application of another audience than " + CITIZEN);
        }
    }

    void operatesProvince(Actor actor) {
        if (!actor.has(Duty.PROVINCE_OPERATOR)) {
            throw notAllowed("an operator of the province");
        }
    }

    void seesEverything(Actor actor) {
        if (!seesAll(actor)) {
            throw notAllowed("an auditor, or an operator of the province");
        }
    }

    private boolean isOperator(String owner, Actor actor) {
        return owners.role(owner, actor).equals(Optional.of(Member.Role.OPERATOR));
    }

    private static RegistryRefused notAllowed(String needed) {
        return new RegistryRefused(new Refusal.NotAllowed(needed));
    }
}
