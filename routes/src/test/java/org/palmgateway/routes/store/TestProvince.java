package org.palmgateway.routes.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.policy.TestPolicies;
import org.palmgateway.routes.policy.TrafficOverride;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/** A live snapshot with bundles that are written in code, and what operators say about them. */
final class TestProvince {

    static final RegionTree REGIONS = Divisions.zhejiang();
    static final Target PROVINCE = Target.region("330000");
    static final Target COUNTY = Target.region("330106");

    private final LiveSnapshot live = new LiveSnapshot(Snapshot.empty(REGIONS));

    LiveSnapshot live() {
        return live;
    }

    void load(String owner, String bundle) {
        BundleChange put = new BundleChange.Put(new BundleReader(REGIONS).read(owner, owner + ".yaml", bundle));
        live.update(snapshot -> new SnapshotCompiler().compile(snapshot, List.of(put)));
    }

    void remove(String owner) {
        live.update(snapshot -> new SnapshotCompiler().compile(snapshot, List.of(new BundleChange.Remove(owner))));
    }

    PolicyStore open(Path directory, Clock clock) throws IOException {
        return PolicyStore.open(directory, live, clock);
    }

    EffectivePolicy policy(String route) {
        CompiledRoute compiled = live.current().bundles().values().stream()
                .flatMap(bundle -> bundle.routes().values().stream())
                .filter(each -> each.route().id().equals(route))
                .findAny()
                .orElseThrow();
        return live.current().policies().of(compiled).at(0);
    }

    static PolicyEdit edit(Change... changes) {
        return new PolicyEdit(List.of(changes), new PolicyEdit.Expected.Anything(), "li", "peak");
    }

    static PolicyEdit edit(PolicyEdit.Expected expected, Change... changes) {
        return new PolicyEdit(List.of(changes), expected, "li", "peak");
    }

    static Change say(Target target, @Nullable String yaml) {
        return new Change.OfPolicy(target, yaml == null ? null : TestPolicies.policy(target.kind(), yaml));
    }

    /** An override that the author made; the lines say what, from when and until when. */
    static Change override(String id, String... lines) {
        TrafficOverride override = TestPolicies.override(id, String.join("\n", lines) + "\nreason: peak\n");
        return new Change.OfOverride(id, override);
    }
}
