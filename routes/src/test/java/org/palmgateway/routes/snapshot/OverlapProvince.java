package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.region.RegionTree;

/** Snapshots of owners of whose routes only the match matters. */
final class OverlapProvince {

    static final RegionTree REGIONS = Divisions.zhejiang();

    private OverlapProvince() {}

    /** A route as it is written down. */
    record Line(String id, String methods, String path, String region) {}

    static Line get(String id, String path, String region) {
        return new Line(id, "GET", path, region);
    }

    /** The next snapshot after one owner's bundle became these routes. */
    static Snapshot put(Snapshot last, String owner, Line... lines) {
        return put(last, Map.of(owner, List.of(lines)));
    }

    /** The next snapshot after the bundles of some owners became these routes. */
    static Snapshot put(Snapshot last, Map<String, List<Line>> bundles) {
        List<BundleChange> changes = new ArrayList<>();
        new TreeMap<>(bundles)
                .forEach((owner, lines) -> changes.add(new BundleChange.Put(
                        new BundleReader(REGIONS).read(owner, owner + ".yaml", text(owner, lines)))));
        return new SnapshotCompiler().compile(last, changes);
    }

    private static String text(String owner, List<Line> lines) {
        StringBuilder text = new StringBuilder(TestBundles.bundle(owner));
        if (lines.isEmpty()) {
            return text.append("  []").toString();
        }
        for (Line line : lines) {
            text.append("""
                      - id: %s
                        name: { zh: 事项, en: Affair }
                        region: %s
                        match: { methods: [%s], path: "%s" }
                        access: { audience: public }
                    """.formatted(line.id(), line.region(), line.methods(), line.path()));
        }
        return text.toString();
    }

    static RegionChain chain(String region) {
        return region.isEmpty() ? REGIONS.unnamed() : REGIONS.chain(region).orElseThrow();
    }

    static NormalPath path(String raw) {
        try {
            return NormalPath.of(raw);
        } catch (MalformedPath e) {
            throw new IllegalArgumentException(raw, e);
        }
    }
}
