package org.palmgateway.routes.registry;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.palmgateway.routes.registry.Subscription.Stage;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.subscription.Grant;
import org.palmgateway.routes.subscription.Subscriptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps what applications are subscribed to in step with the registry, in the turns of the {@link RegistryFeed}. */
final class SubscriptionFeed {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionFeed.class);

    private final RegistryDatabase database;
    private final SubscriptionTable table;
    private final LiveSnapshot live;
    private final KeptSubscriptions kept;
    private final Set<Grant> holding = new HashSet<>();
    private long heard = -1;

    SubscriptionFeed(RegistryDatabase database, LiveSnapshot live, Path state) {
        this.database = database;
        this.table = new SubscriptionTable(database.jdbc());
        this.live = live;
        this.kept = new KeptSubscriptions(state);
    }

    /** Brings in what held when it was last heard of. */
    void restore() {
        try {
            Set<Grant> grants = kept.read();
            if (!grants.isEmpty()) {
                holding.addAll(grants);
                Subscriptions subscriptions = Subscriptions.of(grants);
                live.update(snapshot -> snapshot.with(subscriptions));
                LOG.info("Restored {} subscriptions", grants.size());
            }
        } catch (IOException e) {
            LOG.warn("What applications were subscribed to cannot be read; starting from the registry alone", e);
        }
    }

    /**
     * Makes this node serve whatever has begun or ceased to hold since.
     *
     * @param sequence the last change of the registry, read before; of those up to it none is missed
     */
    void catchUp(long sequence) {
        boolean first = heard < 0;
        List<Subscription> news = database.read(() -> first ? table.active() : table.changedAfter(heard));
        Set<Grant> begun = new HashSet<>();
        Set<Grant> ended = new HashSet<>(first ? holding : Set.of());
        long last = Math.max(sequence, heard);
        for (Subscription each : news) {
            (each.stage() == Stage.ACTIVE ? begun : ended).add(each.what());
            last = Math.max(last, each.sequence());
        }
        ended.removeAll(begun);
        boolean fewer = holding.removeAll(ended);
        boolean more = holding.addAll(begun);
        heard = last;
        if (fewer || more) {
            live.update(snapshot -> snapshot.with(snapshot.subscriptions().changed(begun, ended)));
            keep();
        }
    }

    private void keep() {
        try {
            kept.write(heard, holding);
        } catch (IOException e) {
            LOG.warn("Subscriptions could not be kept; a start without the registry would not know of them", e);
        }
    }
}
