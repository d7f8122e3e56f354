package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

class SnapshotCompilerTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();

    private final SnapshotCompiler compiler = new SnapshotCompiler();
    private final Snapshot empty = Snapshot.empty(REGIONS);

    @Test
    void everyChangeGivesTheNextRevision() {
        Snapshot first = compile(empty, put("a", bundle("a", "a.x", "/x")));
        Snapshot second = compile(first, put("b", bundle("b", "b.y", "/y")));

        assertThat(first.revision()).isEqualTo(1);
        assertThat(second.revision()).isEqualTo(2);
        assertThat(second.size()).isEqualTo(2);
        assertThat(second.bundles().get("a").revision()).isEqualTo(1);
        assertThat(second.bundles().get("b").revision()).isEqualTo(2);
    }

    @Test
    void changingOneBundleRecompilesThatBundleOnly() {
        Snapshot before =
                compile(empty, put("a", bundle("a", "a.x", "/x")), put("b", bundle("b", "b.y", "/y", "b.z", "/z")));

        Snapshot after = compile(before, put("a", bundle("a", "a.x", "/x2")));

        Map<String, CompiledRoute> kept = before.bundles().get("b").routes();
        assertThat(after.bundles().get("b")).isSameAs(before.bundles().get("b"));
        assertThat(hit(after, "/y")).isSameAs(kept.get("b.y"));
        assertThat(hit(after, "/z")).isSameAs(kept.get("b.z"));
        assertThat(hit(after, "/x2")).isNotSameAs(hit(before, "/x"));
    }

    @Test
    void theOldSnapshotStaysAsItWas() {
        Snapshot before = compile(empty, put("a", bundle("a", "a.x", "/x")));

        compile(before, put("a", bundle("a", "a.x", "/moved")));

        assertThat(hit(before, "/x").route().id()).isEqualTo("a.x");
        assertThat(find(before, "/moved")).isInstanceOf(Match.UnknownPath.class);
    }

    @Test
    void aBrokenBundleQuarantinesItsOwnerAloneAndItsLastGoodOneStaysLive() {
        Snapshot before = compile(empty, put("a", bundle("a", "a.x", "/x")), put("b", bundle("b", "b.y", "/y")));

        Snapshot after = compile(before, put("a", "departments: 7"), put("b", bundle("b", "b.y", "/y2")));

        assertThat(hit(after, "/x").route().id()).isEqualTo("a.x");
        assertThat(hit(after, "/y2").route().id()).isEqualTo("b.y");
        assertThat(after.quarantined()).containsOnlyKeys("a");
        assertThat(after.quarantined().get("a").stillLive()).isEqualTo(1L);
        assertThat(after.quarantined().get("a").problems()).isNotEmpty();
    }

    @Test
    void aMendedBundleLeavesTheQuarantine() {
        Snapshot broken = compile(empty, put("a", "departments: 7"));

        Snapshot mended = compile(broken, put("a", bundle("a", "a.x", "/x")));

        assertThat(broken.quarantined().get("a").stillLive()).isNull();
        assertThat(mended.quarantined()).isEmpty();
        assertThat(hit(mended, "/x").route().id()).isEqualTo("a.x");
    }

    @Test
    void aRouteIdThatIsLiveElsewhereQuarantinesTheNewcomer() {
        Snapshot before = compile(empty, put("a", bundle("a", "same.id", "/x")));

        Snapshot after = compile(before, put("b", bundle("b", "same.id", "/y")));

        assertThat(find(after, "/y")).isInstanceOf(Match.UnknownPath.class);
        assertThat(after.quarantined().get("b").problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .isEqualTo("b.yaml:7: same.id.id: same.id (expected: an id of its own; "
                                + "route same.id of a at a.yaml:7 has it)"));
    }

    @Test
    void aPlaceThatIsTakenQuarantinesTheNewcomer() {
        Snapshot before = compile(empty, put("a", bundle("a", "a.x", "/x/{id}")));

        Snapshot after = compile(before, put("b", bundle("b", "b.x", "/x/{other}")));

        assertThat(hit(after, "/x/1").owner()).isEqualTo("a");
        assertThat(after.quarantined().get("b").problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.expected()).contains("route a.x of a at a.yaml:7 is live there"));
    }

    @Test
    void aDepartmentIdThatIsLiveElsewhereQuarantinesTheNewcomer() {
        Snapshot before = compile(empty, put("a", bundle("same", "a.x", "/x")));

        Snapshot after = compile(before, put("b", bundle("same", "b.y", "/y")));

        assertThat(after.quarantined()).containsOnlyKeys("b");
    }

    @Test
    void theEndOfACollisionBringsTheNewcomerIn() {
        Snapshot collided =
                compile(compile(empty, put("a", bundle("a", "a.x", "/x"))), put("b", bundle("b", "b.x", "/x")));

        Snapshot after = compile(collided, new BundleChange.Remove("a"));

        assertThat(after.quarantined()).isEmpty();
        assertThat(hit(after, "/x").owner()).isEqualTo("b");
    }

    @Test
    void ownersMayHandOverAPlaceInOneChange() {
        Snapshot before = compile(empty, put("a", bundle("a", "a.x", "/x")), put("b", bundle("b", "b.y", "/y")));

        Snapshot after = compile(before, put("b", bundle("b", "b.x", "/x")), put("a", bundle("a", "a.z", "/z")));

        assertThat(after.quarantined()).isEmpty();
        assertThat(hit(after, "/x").owner()).isEqualTo("b");
        assertThat(hit(after, "/z").owner()).isEqualTo("a");
    }

    @Test
    void aWithdrawnBundleLeavesNothingBehind() {
        Snapshot before = compile(empty, put("a", bundle("a", "a.x", "/x")));

        Snapshot after = compile(before, new BundleChange.Remove("a"));

        assertThat(after.size()).isZero();
        assertThat(find(after, "/x")).isInstanceOf(Match.UnknownPath.class);
    }

    private Snapshot compile(Snapshot last, BundleChange... changes) {
        return compiler.compile(last, List.of(changes));
    }

    private static BundleChange put(String owner, String text) {
        return new BundleChange.Put(new BundleReader(REGIONS).read(owner, owner + ".yaml", text));
    }

    private static CompiledRoute hit(Snapshot snapshot, String path) {
        if (find(snapshot, path) instanceof Match.Hit hit) {
            return hit.route();
        }
        throw new AssertionError(path + " was not found");
    }

    private static Match find(Snapshot snapshot, String path) {
        try {
            return snapshot.index().find("GET", NormalPath.of(path), REGIONS.unnamed());
        } catch (MalformedPath e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
