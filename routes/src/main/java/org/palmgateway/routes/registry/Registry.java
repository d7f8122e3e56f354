package org.palmgateway.routes.registry;

import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.UpstreamHosts;
import org.palmgateway.routes.snapshot.CandidateCheck;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.store.Watch;

/** An open registry: its parts, and the threads that keep this node in step with it until it is closed. */
public final class Registry implements AutoCloseable {

    private static final Duration LISTEN_AGAIN_AFTER = Duration.ofMillis(10);

    private final RegistryDatabase database;
    private final RegistryFeed feed;
    private final Owners owners;
    private final Drafts drafts;
    private final Publishing publishing;
    private final Audit audit;
    private final Applications applications;
    private final ApplicationMembers applicationMembers;
    private final Subscribing subscribing;
    private final Usage usage;
    private final List<AutoCloseable> threads;

    private Registry(
            RegistryDatabase database,
            RegistryFeed feed,
            Owners owners,
            Drafts drafts,
            Publishing publishing,
            Audit audit,
            Applications applications,
            ApplicationMembers applicationMembers,
            Subscribing subscribing,
            Usage usage,
            List<AutoCloseable> threads) {
        this.database = database;
        this.feed = feed;
        this.owners = owners;
        this.drafts = drafts;
        this.publishing = publishing;
        this.audit = audit;
        this.applications = applications;
        this.applicationMembers = applicationMembers;
        this.subscribing = subscribing;
        this.usage = usage;
        this.threads = List.copyOf(threads);
    }

    /**
     * How this node takes part.
     *
     * @param node its name, which no other node has
     * @param state directory where what it serves is kept for a start without the database
     * @param lookEvery how often it looks for changes that it was not told of
     * @param notice the least time between a change that names a route's sunset and that sunset; routes go at once when it is zero
     */
    public record Participation(String node, Path state, Duration lookEvery, Duration notice) {}

    /**
     * Opens a registry and makes what it publishes live.
     *
     * @param database the database; closed with the registry
     * @param live the snapshot in use
     * @param inDirectory tells of an owner whether its bundle comes from the directory of bundles
     * @param allowed tells of an address whether upstreams of drafts may name it
     * @param checks what is to look at everything before it goes live
     * @param participation how this node takes part
     * @param clock the time
     * @throws RegistryRefused when the database does not answer and nothing was kept to serve instead; the database is closed then
     */
    public static Registry open(
            RegistryDatabase database,
            LiveSnapshot live,
            Predicate<String> inDirectory,
            Predicate<InetAddress> allowed,
            List<CandidateCheck> checks,
            Participation participation,
            Clock clock) {
        OwnerTable ownerTable = new OwnerTable(database.jdbc());
        RevisionTable revisions = new RevisionTable(database.jdbc());
        AuditTable auditTable = new AuditTable(database.jdbc());
        ApplicationTable applicationTable = new ApplicationTable(database.jdbc());
        Permissions permissions = new Permissions(ownerTable);
        Trail trail = new Trail(auditTable, clock);
        // What was published stays live when operators allow less than they did; it cannot be connected to any more.
        BundleReader reader = new BundleReader(live.current().regions(), UpstreamHosts.guarded(allowed));
        RegistryFeed feed =
                new RegistryFeed(database, live, inDirectory, participation.state(), participation.node(), clock);
        try {
            feed.open();
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
        List<AutoCloseable> threads = new ArrayList<>();
        threads.add(new Watch("palm-registry", feed::refresh, participation.lookEvery()));
        if (database.isPostgres()) {
            Notices notices = new Notices(database.source(), feed::refresh);
            threads.add(new Watch("palm-registry-notices", notices::await, LISTEN_AGAIN_AFTER));
            threads.add(notices);
        }
        Subscribing subscribing =
                new Subscribing(database, applicationTable, permissions, trail, feed, live, inDirectory, clock);
        return new Registry(
                database,
                feed,
                new Owners(database, ownerTable, permissions, trail, inDirectory, clock),
                new Drafts(database, revisions, permissions, trail, reader, inDirectory, clock),
                new Publishing(
                        database,
                        revisions,
                        ownerTable,
                        permissions,
                        trail,
                        feed,
                        live,
                        checks,
                        new Retirement(participation.notice()),
                        reader,
                        inDirectory,
                        clock),
                new Audit(database, auditTable, permissions),
                new Applications(database, applicationTable, subscribing, permissions, trail, clock),
                new ApplicationMembers(database, applicationTable, trail),
                subscribing,
                new Usage(database, applicationTable, subscribing),
                threads);
    }

    /** Returns what keeps this node in step. */
    public RegistryFeed feed() {
        return feed;
    }

    /** Returns who has bundles here. */
    public Owners owners() {
        return owners;
    }

    /** Returns what is being written, and what was. */
    public Drafts drafts() {
        return drafts;
    }

    /** Returns what makes revisions live. */
    public Publishing publishing() {
        return publishing;
    }

    /** Returns the record of all changes. */
    public Audit audit() {
        return audit;
    }

    /** Returns the applications that developers have registered. */
    public Applications applications() {
        return applications;
    }

    /** Returns who works on applications. */
    public ApplicationMembers applicationMembers() {
        return applicationMembers;
    }

    /** Returns what subscribes applications to what owners offer. */
    public Subscribing subscribing() {
        return subscribing;
    }

    /** Returns what applications have called. */
    public Usage usage() {
        return usage;
    }

    @Override
    public void close() {
        for (AutoCloseable thread : threads) {
            close(thread);
        }
        feed.leave();
        database.close();
    }

    private static void close(AutoCloseable thread) {
        try {
            thread.close();
        } catch (Exception e) {
            throw new IllegalStateException("neither watches nor notices throw when they are closed", e);
        }
    }
}
