package org.palmgateway.bench.province;

import java.util.ArrayList;
import java.util.List;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.bundle.BundleReading;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/**
 * The snapshot of a made-up province.
 *
 * @param snapshot the snapshot, nothing quarantined
 */
public record CompiledProvince(Snapshot snapshot) {

    /** Refuses a snapshot with a quarantined bundle: what is measured must be all that was made up. */
    public CompiledProvince {
        if (!snapshot.quarantined().isEmpty()) {
            throw new IllegalArgumentException(
                    "quarantined: " + snapshot.quarantined().values() + " (expected: none)");
        }
    }

    /** Reads and compiles every bundle of a province. */
    public static CompiledProvince of(GeneratedProvince province) {
        RegionTree regions = Divisions.zhejiang();
        return compile(read(province, regions), regions);
    }

    /** Reads the texts of all bundles. */
    public static List<BundleReading> read(GeneratedProvince province, RegionTree regions) {
        BundleReader reader = new BundleReader(regions);
        List<BundleReading> readings = new ArrayList<>();
        for (GeneratedBundle bundle : province.bundles()) {
            readings.add(reader.read(bundle.owner(), bundle.file(), bundle.yaml()));
        }
        return readings;
    }

    /** Compiles bundles into a first snapshot. */
    public static CompiledProvince compile(List<BundleReading> readings, RegionTree regions) {
        List<BundleChange.Put> changes =
                readings.stream().map(BundleChange.Put::new).toList();
        return new CompiledProvince(new SnapshotCompiler().compile(Snapshot.empty(regions), changes));
    }
}
