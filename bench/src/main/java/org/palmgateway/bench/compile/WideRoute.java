package org.palmgateway.bench.compile;

import java.net.URI;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.bench.province.Audiences;
import org.palmgateway.bench.province.CompiledProvince;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/** A live snapshot of 100,000 routes, and the next one with a new owner's only route. */
@State(Scope.Thread)
public class WideRoute {

    static final String OWNER = "newcomer";

    private static final int ROUTES = 100_000;
    private static final long SEED = 330000;

    /** The path of the new route. */
    @Param({"/newcomer/affairs/{id}", "/{a}/{b}", "/{a}/{b}/{c}/{d}", "/{*rest}"})
    public String path = "";

    private Snapshot before = Snapshot.empty(Divisions.zhejiang());
    private Snapshot candidate = before;

    /** Prepares the snapshots. */
    @Setup(Level.Trial)
    public void prepare() {
        GeneratedProvince province =
                GeneratedProvince.of(ROUTES, SEED, URI.create("http://127.0.0.1:9"), Audiences.MIXED);
        before = CompiledProvince.of(province).snapshot();
        BundleReader reader = new BundleReader(before.regions());
        BundleChange change = new BundleChange.Put(reader.read(OWNER, OWNER + ".yaml", text()));
        candidate = new SnapshotCompiler().compile(before, List.of(change));
        if (!candidate.quarantined().isEmpty()) {
            throw new IllegalStateException(
                    "quarantined: " + candidate.quarantined().values() + " (expected: none)");
        }
    }

    private String text() {
        return """
                departments:
                  - id: newcomer
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:9" }]
                routes:
                  - id: newcomer.wide
                    name: { zh: 事项, en: Affair }
                    match: { methods: [GET], path: "%s" }
                    access: { audience: public }
                """.formatted(path);
    }

    Snapshot before() {
        return before;
    }

    Snapshot candidate() {
        return candidate;
    }
}
