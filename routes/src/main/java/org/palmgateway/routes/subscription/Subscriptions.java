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

    private record Key(String issuer, String client, String owner) {}

    /** What one application is subscribed to at one owner. */
    private record Items(Set<String> plans, Set<String> routes) {
        static final Items NONE = new Items(Set.of(), Set.of());

        Items frozen() {
            return new Items(Set.copyOf(plans), Set.copyOf(routes));
        }
    }

    private Subscriptions(Map<Key, Items> items, int size) {
        this.items = items;
        this.size = size;
    }

    /** Takes the subscriptions that hold. */
    public static Subscriptions of(Collection<Grant> grants) {
        Map<Key, Items> items = new HashMap<>();
        for (Grant grant : grants) {
            Items known = items.computeIfAbsent(
                    new Key(grant.issuer(), grant.client(), grant.owner()),
                    key -> new Items(new HashSet<>(), new HashSet<>()));
            (grant.kind() == Kind.PLAN ? known.plans() : known.routes()).add(grant.item());
        }
        items.replaceAll((key, value) -> value.frozen());
        return new Subscriptions(items, grants.size());
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
