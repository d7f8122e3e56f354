package org.palmgateway.routes.registry;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.document.Scalars;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.model.SubscriptionPlan;
import org.palmgateway.routes.model.SubscriptionPlan.Approval;
import org.palmgateway.routes.registry.Owners.Page;
import org.palmgateway.routes.registry.Subscription.Stage;
import org.palmgateway.routes.snapshot.CompiledBundle;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.subscription.Grant;

/**
 * Subscribes applications to what owners offer. Who works on an application asks, who may speak for the owner agrees unless the plan says
 * that nobody has to, and either may end it. It holds on this node when the method returns, and on the others as soon as they hear of it.
 *
 * <p>Safe for any number of threads.
 */
public final class Subscribing {

    private static final int MOST_OF_AN_APPLICATION = 200;
    /** Every node holds all of them in memory. */
    private static final int MOST = 100_000;

    private final RegistryDatabase database;
    private final SubscriptionTable table;
    private final ApplicationTable applications;
    private final Permissions permissions;
    private final Trail trail;
    private final RegistryFeed feed;
    private final LiveSnapshot live;
    private final Predicate<String> inDirectory;
    private final Clock clock;

    Subscribing(
            RegistryDatabase database,
            ApplicationTable applications,
            Permissions permissions,
            Trail trail,
            RegistryFeed feed,
            LiveSnapshot live,
            Predicate<String> inDirectory,
            Clock clock) {
        this.database = database;
        this.table = new SubscriptionTable(database.jdbc());
        this.applications = applications;
        this.permissions = permissions;
        this.trail = trail;
        this.feed = feed;
        this.live = live;
        this.inDirectory = inDirectory;
        this.clock = clock;
    }

    /** Asks for a subscription. One that was asked for, or that holds, stays as it is; one that was refused or ended is asked for anew. */
    public Subscription ask(Grant what, Actor actor, String reason) {
        Subscription subscription = database.change(sequence -> {
            Applications.changeable(applications, what.issuer(), what.client(), actor);
            Optional<Subscription> known = table.find(what);
            if (known.isPresent() && known.get().isOpen()) {
                return known.get();
            }
            Approval approval = approval(what);
            if (known.isEmpty() && table.countOfApplication(what.issuer(), what.client()) >= MOST_OF_AN_APPLICATION) {
                throw new RegistryRefused(
                        new Refusal.TooMany("subscriptions of " + what.client(), MOST_OF_AN_APPLICATION));
            }
            if (table.countOpen() >= MOST) {
                throw new RegistryRefused(new Refusal.TooMany("subscriptions", MOST));
            }
            Instant asked = now();
            boolean atOnce = approval == Approval.AUTOMATIC;
            long before = known.map(Subscription::sequence).orElse(0L);
            Subscription fresh = new Subscription(
                    what,
                    atOnce ? Stage.ACTIVE : Stage.REQUESTED,
                    actor.name(),
                    asked,
                    reason,
                    null,
                    atOnce ? asked : null,
                    null,
                    database.nextVersion(),
                    atOnce ? database.announce(sequence) : before);
            return keep(fresh, atOnce ? "subscription.begun" : "subscription.asked", actor, reason);
        });
        served();
        return subscription;
    }

    /** Agrees to a subscription. Nobody agrees to what is his own. */
    public Subscription approve(Grant what, Actor actor, String reason) {
        Subscription approved = database.change(sequence -> {
            Subscription known = decided(what, actor);
            if (known.stage() == Stage.ACTIVE) {
                return known;
            }
            requested(known);
            approval(what);
            return keep(
                    known.decided(
                            Stage.ACTIVE, actor, now(), reason, database.nextVersion(), database.announce(sequence)),
                    "subscription.approved",
                    actor,
                    reason);
        });
        served();
        return approved;
    }

    /** Does not agree to a subscription. */
    public Subscription refuse(Grant what, Actor actor, String reason) {
        return database.change(sequence -> {
            Subscription known = decided(what, actor);
            if (known.stage() == Stage.REFUSED) {
                return known;
            }
            requested(known);
            return keep(
                    known.decided(Stage.REFUSED, actor, now(), reason, database.nextVersion(), known.sequence()),
                    "subscription.refused",
                    actor,
                    reason);
        });
    }

    /** Ends a subscription on the application's side. */
    public Subscription end(Grant what, Actor actor, String reason) {
        Subscription ended = database.change(sequence -> {
            Applications.changeable(applications, what.issuer(), what.client(), actor);
            return end(known(what), actor, reason, sequence);
        });
        served();
        return ended;
    }

    /** Ends a subscription on the owner's side. */
    public Subscription withdraw(Grant what, Actor actor, String reason) {
        Subscription ended = database.change(sequence -> {
            speaks(what.owner(), actor);
            return end(known(what), actor, reason, sequence);
        });
        served();
        return ended;
    }

    private Subscription end(Subscription known, Actor actor, String reason, long sequence) {
        if (!known.isOpen()) {
            return known;
        }
        long next = known.stage() == Stage.ACTIVE ? database.announce(sequence) : known.sequence();
        return keep(
                known.decided(Stage.ENDED, actor, now(), reason, database.nextVersion(), next),
                "subscription.ended",
                actor,
                reason);
    }

    /** Ends all subscriptions of an application; within a change. */
    void endAll(String issuer, String client, Actor actor, String reason, long sequence) {
        table.ofApplication(issuer, client, 0, MOST_OF_AN_APPLICATION)
                .forEach(subscription -> end(subscription, actor, reason, sequence));
    }

    /** Makes this node serve what has just been committed; when it cannot now, it will when it looks next. */
    void served() {
        feed.refresh();
    }

    /** Returns one that the actor may see as somebody who works on the application. */
    public Subscription subscription(Grant what, Actor actor) {
        return database.read(() -> {
            Applications.visible(applications, what.issuer(), what.client(), actor);
            return known(what);
        });
    }

    /** Returns the subscriptions of an application, whatever became of them. */
    public Page<Subscription> ofApplication(String issuer, String client, Actor actor, int offset, int limit) {
        return database.read(() -> {
            Applications.visible(applications, issuer, client, actor);
            return new Page<>(
                    table.countOfApplication(issuer, client), table.ofApplication(issuer, client, offset, limit));
        });
    }

    /** Returns the subscriptions at an owner; those at one stage only, when one is given. */
    public Page<Subscription> ofOwner(String owner, Optional<Stage> stage, Actor actor, int offset, int limit) {
        return database.read(() -> {
            sees(owner, actor);
            return new Page<>(table.countOfOwner(owner, stage), table.ofOwner(owner, stage, offset, limit));
        });
    }

    private Subscription keep(Subscription subscription, String action, Actor actor, String reason) {
        table.put(subscription);
        Grant what = subscription.what();
        trail.leave(
                actor,
                action,
                what.client() + "/" + what.owner() + "/" + Scalars.word(what.kind()) + "/" + what.item(),
                reason,
                Map.of("issuer", what.issuer(), "sequence", subscription.sequence()));
        return subscription;
    }

    private Subscription known(Grant what) {
        return table.find(what)
                .orElseThrow(() -> new RegistryRefused(new Refusal.Unknown("subscription of " + what.client() + " to "
                        + Scalars.word(what.kind()) + " " + what.owner() + "/" + what.item())));
    }

    private Subscription decided(Grant what, Actor actor) {
        speaks(what.owner(), actor);
        Subscription known = known(what);
        if (known.requestedBy().equals(actor.name())) {
            throw new RegistryRefused(new Refusal.NotAllowed("somebody else than who asked for it"));
        }
        return known;
    }

    private static void requested(Subscription known) {
        if (known.stage() != Stage.REQUESTED) {
            throw new RegistryRefused(
                    new Refusal.WrongStage(Scalars.word(known.stage()), Scalars.word(Stage.REQUESTED)));
        }
    }

    /** For an owner in the directory nobody works here; the province speaks for it. */
    private void speaks(String owner, Actor actor) {
        if (inDirectory.test(owner)) {
            permissions.operatesProvince(actor);
        } else {
            permissions.operated(owner, actor);
        }
    }

    /** Refuses whoever may not see what concerns an owner. */
    void sees(String owner, Actor actor) {
        if (inDirectory.test(owner)) {
            permissions.seesEverything(actor);
        } else {
            permissions.visible(owner, actor);
        }
    }

    /** Returns who has to agree to a subscription to something that is live. To a single route somebody always has to. */
    private Approval approval(Grant what) {
        @Nullable CompiledBundle bundle = live.current().bundles().get(what.owner());
        if (bundle != null && what.kind() == Grant.Kind.PLAN) {
            Optional<SubscriptionPlan> plan = bundle.bundle().plans().stream()
                    .filter(each -> each.id().equals(what.item()))
                    .findFirst();
            if (plan.isPresent()) {
                return plan.get().approval();
            }
        }
        if (bundle != null && what.kind() == Grant.Kind.ROUTE) {
            @Nullable CompiledRoute route = bundle.routes().get(what.item());
            if (route != null && route.route().access().subscription()) {
                return Approval.MANUAL;
            }
        }
        throw new RegistryRefused(
                new Refusal.Unknown(Scalars.word(what.kind()) + " " + what.owner() + "/" + what.item()));
    }

    /** As precise as it is kept. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
