package org.palmgateway.routes.registry;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.model.LocalText;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.registry.Actor.Duty;
import org.palmgateway.routes.registry.BundleRevision.Format;
import org.palmgateway.routes.registry.Owner.Approval;
import org.palmgateway.routes.snapshot.CandidateCheck;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.TestBundles;

/** A node with a registry, and the people who use it. */
final class TestNode implements AutoCloseable {

    static final Actor PROVINCE = new Actor("iss", "province", Set.of(Duty.PROVINCE_OPERATOR), "10.0.0.1");
    static final Actor AUDITOR = new Actor("iss", "auditor", Set.of(Duty.AUDITOR), "10.0.0.2");
    static final Actor DEVELOPER = new Actor("iss", "developer", Set.of(Duty.DEVELOPER), "10.0.0.3");
    static final Actor OTHER = new Actor("iss", "other", Set.of(Duty.DEVELOPER), "10.0.0.4");
    static final Expected ANYTHING = new Expected.Anything();

    final LiveSnapshot live = new LiveSnapshot(Snapshot.empty(Divisions.zhejiang()));
    final Set<String> inDirectory = ConcurrentHashMap.newKeySet();
    final Registry registry;

    TestNode(TestDatabase.Address address, String name, Path state, CandidateCheck... checks) {
        this(address, name, state, Set.of(), checks);
    }

    TestNode(
            TestDatabase.Address address,
            String name,
            Path state,
            Set<String> ownersInDirectory,
            CandidateCheck... checks) {
        inDirectory.addAll(ownersInDirectory);
        registry = Registry.open(
                address.open(),
                live,
                inDirectory::contains,
                any -> true,
                List.of(checks),
                new Registry.Participation(name, state.resolve(name), Duration.ofMillis(100), Duration.ZERO),
                Clock.systemUTC());
    }

    Owner owner(String id, Approval approval) {
        return registry.owners()
                .put(new Owner(id, new LocalText("机构", "An owner"), approval, 0), ANYTHING, PROVINCE, "for a test");
    }

    /** An owner for whom the developer works, with a draft of his. */
    BundleRevision drafted(String owner, Approval approval, String... idsAndPaths) {
        owner(owner, approval);
        registry.owners().put(owner, new Member("iss", "developer", Member.Role.DEVELOPER), PROVINCE, "works for it");
        return draft(owner, idsAndPaths);
    }

    BundleRevision draft(String owner, String... idsAndPaths) {
        return registry.drafts()
                .put(owner, Format.YAML, TestBundles.bundle(owner, idsAndPaths), ANYTHING, DEVELOPER, "a change");
    }

    Publishing.Published submit(String owner) {
        return registry.publishing().submit(owner, ANYTHING, DEVELOPER, "please");
    }

    /** Drafts and publishes a bundle of an owner whom nobody has to agree with. */
    Publishing.Published published(String owner, String... idsAndPaths) {
        drafted(owner, Approval.NONE, idsAndPaths);
        return submit(owner);
    }

    String hit(String path) {
        Snapshot snapshot = live.current();
        try {
            Match match = snapshot.index()
                    .find("GET", NormalPath.of(path), snapshot.regions().unnamed());
            return match instanceof Match.Hit hit ? hit.route().route().id() : "none";
        } catch (MalformedPath e) {
            throw new IllegalArgumentException(e);
        }
    }

    @Override
    public void close() {
        registry.close();
    }
}
