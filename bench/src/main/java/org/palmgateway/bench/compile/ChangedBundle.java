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
import org.palmgateway.bench.province.GeneratedBundle;
import org.palmgateway.bench.province.GeneratedProvince;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.Snapshot;

/** A live snapshot of a given size and one bundle with a route more than it has there. */
@State(Scope.Thread)
public class ChangedBundle {

    private static final long SEED = 330000;

    /** The number of routes in the live snapshot. */
    @Param({"1000", "100000"})
    public int routes;

    private BundleReader reader = new BundleReader(Divisions.zhejiang());
    private Snapshot live = Snapshot.empty(Divisions.zhejiang());
    private String owner = "";
    private String file = "";
    private String text = "";
    private List<BundleChange> change = List.of();

    /** Prepares the snapshot and the bundle. */
    @Setup(Level.Trial)
    public void prepare() {
        GeneratedProvince province =
                GeneratedProvince.of(routes, SEED, URI.create("http://127.0.0.1:9"), Audiences.MIXED);
        GeneratedBundle changed = province.bundles().get(0).with("new");
        live = CompiledProvince.of(province).snapshot();
        reader = new BundleReader(live.regions());
        owner = changed.owner();
        file = changed.file();
        text = changed.yaml();
        change = List.of(new BundleChange.Put(read()));
    }

    Snapshot live() {
        return live;
    }

    List<BundleChange> change() {
        return change;
    }

    BundleReading read() {
        return reader.read(owner, file, text);
    }
}
