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
                serve();
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
        Set<Grant> before = Set.copyOf(first || !news.isEmpty() ? holding : Set.of());
        if (first) {
            holding.clear();
        }
        long last = Math.max(sequence, heard);
        for (Subscription each : news) {
            if (each.stage() == Stage.ACTIVE) {
                holding.add(each.what());
            } else {
                holding.remove(each.what());
            }
            last = Math.max(last, each.sequence());
        }
        heard = last;
        if ((first || !news.isEmpty()) && !before.equals(holding)) {
            serve();
            try {
                kept.write(heard, holding);
            } catch (IOException e) {
                LOG.warn("Subscriptions could not be kept; a start without the registry would not know of them", e);
            }
        }
    }

    private void serve() {
        Subscriptions subscriptions = Subscriptions.of(holding);
        live.update(snapshot -> snapshot.with(subscriptions));
    }
}
