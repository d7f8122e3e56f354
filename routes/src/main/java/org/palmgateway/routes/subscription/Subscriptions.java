package org.palmgateway.routes.subscription;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.palmgateway.routes.subscription.Grant.Kind;

/**
 * All subscriptions that hold, found by application and owner: the question takes one hash look-up, however many there are.
 *
 * <p>Immutable; safe for any number of threads.
 */
public final class Subscriptions {

    /** Nobody is subscribed to anything. */
    public static final Subscriptions NONE = of(Set.of());

    private final Map<Key, Items> items;
    private final int size;

    private record Key(String issuer, String client, String owner) {
        static Key of(Grant grant) {
            return new Key(grant.issuer(), grant.client(), grant.owner());
        }
    }

    /** What one application is subscribed to at one owner. */
    private record Items(Set<String> plans, Set<String> routes) {
        static final Items NONE = new Items(Set.of(), Set.of());

        Items with(Grant grant) {
            Set<String> wider = new HashSet<>(of(grant));
            wider.add(grant.item());
            return with(grant.kind(), wider);
        }

        Items without(Grant grant) {
            Set<String> narrower = new HashSet<>(of(grant));
            narrower.remove(grant.item());
            return with(grant.kind(), narrower);
        }

        private Items with(Kind kind, Set<String> changed) {
            return kind == Kind.PLAN ? new Items(Set.copyOf(changed), routes) : new Items(plans, Set.copyOf(changed));
        }

        Set<String> of(Grant grant) {
            return grant.kind() == Kind.PLAN ? plans : routes;
        }
    }

    private Subscriptions(Map<Key, Items> items, int size) {
        this.items = items;
        this.size = size;
    }

    /** Takes the subscriptions that hold. */
    public static Subscriptions of(Collection<Grant> grants) {
        return new Subscriptions(Map.of(), 0).changed(grants, Set.of());
    }

    /**
     * Returns these with some that have begun to hold and without some that no longer do. What does not change is shared.
     *
     * @param begun those that hold now
     * @param ended those that do not
     */
    public Subscriptions changed(Collection<Grant> begun, Collection<Grant> ended) {
        Map<Key, Items> changed = new HashMap<>(items);
        int count = size;
        for (Grant grant : ended) {
            Key key = Key.of(grant);
            Items known = changed.getOrDefault(key, Items.NONE);
            if (known.of(grant).contains(grant.item())) {
                Items less = known.without(grant);
                changed.put(key, less);
                changed.remove(key, Items.NONE);
                count--;
            }
        }
        for (Grant grant : begun) {
            Key key = Key.of(grant);
            Items known = changed.getOrDefault(key, Items.NONE);
            if (!known.of(grant).contains(grant.item())) {
                changed.put(key, known.with(grant));
                count++;
            }
        }
        return new Subscriptions(changed, count);
    }

    /** Returns the ids of an owner's plans that an application is subscribed to. */
    public Set<String> plans(String issuer, String client, String owner) {
        return at(issuer, client, owner).plans();
    }

    /** Tells whether an application is subscribed to a single route of an owner. */
    public boolean toRoute(String issuer, String client, String owner, String route) {
        return at(issuer, client, owner).routes().contains(route);
    }

    private Items at(String issuer, String client, String owner) {
        return items.getOrDefault(new Key(issuer, client, owner), Items.NONE);
    }

    /** Returns how many there are. */
    public int size() {
        return size;
    }
}
