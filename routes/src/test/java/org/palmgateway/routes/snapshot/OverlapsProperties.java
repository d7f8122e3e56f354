package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.snapshot.OverlapProvince.chain;
import static org.palmgateway.routes.snapshot.OverlapProvince.path;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.index.Match;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.Overlap.Kind;
import org.palmgateway.routes.snapshot.OverlapProvince.Line;

/** Holds the overlaps against every request that there is over a small alphabet. */
class OverlapsProperties {

    private static final List<String> CODES = List.of("330000", "330100", "330106", "330110", "330200");
    private static final List<String> CHAINS = List.of("", "330000", "330100", "330106", "330110", "330200");
    private static final List<String> METHODS = List.of("GET", "POST");
    private static final List<NormalPath> PATHS = paths(List.of("a", "any", "z"), 4);

    private static List<NormalPath> paths(List<String> alphabet, int longest) {
        List<String> all = new ArrayList<>(List.of(""));
        List<String> last = List.of("");
        for (int i = 0; i < longest; i++) {
            last = last.stream()
                    .flatMap(start -> alphabet.stream().map(segment -> start + "/" + segment))
                    .toList();
            all.addAll(last);
        }
        return all.stream().map(text -> path(text.isEmpty() ? "/" : text)).toList();
    }

    /** Routes of the owners a, which changes, before and after, and of two others. */
    record Change(List<Line> before, List<Line> after, List<Line> b, List<Line> c) {}

    record Pair(String own, String other) {}

    @Provide
    Arbitrary<Change> changes() {
        Arbitrary<String> segment = Arbitraries.of("a", "any", "{v}", "{v}");
        Arbitrary<String> pattern = segment.list().ofMaxSize(2).map(OverlapsProperties::pattern);
        Arbitrary<String> tail = Arbitraries.of("", "", "/{*rest}");
        Arbitrary<Line> line = Combinators.combine(
                        pattern, tail, Arbitraries.of("GET", "POST", "GET, POST"), Arbitraries.of(CODES))
                .as((p, t, m, r) -> new Line("", m, (p + t).isEmpty() ? "/" : p + t, r));
        return Combinators.combine(
                        line.list().ofMaxSize(3),
                        line.list().ofMinSize(1).ofMaxSize(4),
                        line.list().ofMaxSize(6),
                        line.list().ofMaxSize(6))
                .as(OverlapsProperties::withoutCollisions);
    }

    private static String pattern(List<String> segments) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            pattern.append('/').append(segments.get(i).replace("{v}", "{v" + i + "}"));
        }
        return pattern.toString();
    }

    private static Change withoutCollisions(List<Line> before, List<Line> after, List<Line> b, List<Line> c) {
        Set<String> others = new HashSet<>();
        List<Line> ofB = free("b", b, others);
        List<Line> ofC = free("c", c, others);
        return new Change(free("a", before, new HashSet<>(others)), free("a", after, new HashSet<>(others)), ofB, ofC);
    }

    private static List<Line> free(String owner, List<Line> lines, Set<String> taken) {
        List<Line> kept = new ArrayList<>();
        for (Line line : lines) {
            boolean free = true;
            for (String method : line.methods().split(", ", -1)) {
                free &= taken.add(method + line.region() + line.path());
            }
            if (free) {
                kept.add(new Line(owner + "." + kept.size(), line.methods(), line.path(), line.region()));
            }
        }
        return kept;
    }

    @Property(tries = 300, edgeCases = EdgeCasesMode.NONE)
    void overlapsAreWhatEveryRequestTogetherShows(@ForAll("changes") Change change) {
        Snapshot before = OverlapProvince.put(
                Snapshot.empty(OverlapProvince.REGIONS),
                Map.of("a", change.before(), "b", change.b(), "c", change.c()));
        Snapshot after = OverlapProvince.put(before, Map.of("a", change.after()));
        Map<String, CompiledRoute> changed =
                new HashMap<>(after.bundles().get("a").routes());
        changed.values()
                .removeIf(route -> isSame(route, before.bundles().get("a").routes()));
        Set<Pair> shadows = new HashSet<>();
        Set<Pair> shadowed = new HashSet<>();
        Set<String> reached = new HashSet<>();
        for (NormalPath path : PATHS) {
            for (String method : METHODS) {
                for (String region : CHAINS) {
                    @Nullable CompiledRoute one = hit(before, method, path, chain(region));
                    @Nullable CompiledRoute two = hit(after, method, path, chain(region));
                    if (two != null) {
                        reached.add(two.route().id());
                    }
                    if (one != null
                            && two != null
                            && isOther(one)
                            && changed.containsKey(two.route().id())) {
                        shadows.add(new Pair(two.route().id(), one.route().id()));
                    }
                    if (two != null && isOther(two)) {
                        changed.values().stream()
                                .filter(route -> describes(route.route(), method, path, chain(region)))
                                .forEach(route -> shadowed.add(
                                        new Pair(route.route().id(), two.route().id())));
                    }
                }
            }
        }
        Set<String> unreachable = new HashSet<>();
        shadowed.forEach(pair -> unreachable.add(pair.own()));
        unreachable.removeAll(reached);

        OverlapReport report = new Overlaps().of(before, after, "a");

        assertThat(pairs(report, Kind.SHADOWS)).isEqualTo(shadows);
        assertThat(pairs(report, Kind.SHADOWED)).isEqualTo(shadowed);
        assertThat(report.shown(Kind.UNREACHABLE))
                .extracting(Overlap::own)
                .containsExactlyInAnyOrderElementsOf(unreachable);
        assertThat(report.shown()).allSatisfy(overlap -> prove(overlap, before, after));
    }

    private static void prove(Overlap overlap, Snapshot before, Snapshot after) {
        @Nullable String region = overlap.example().region();
        RegionChain regions = chain(region == null ? "" : region);
        NormalPath path = path(overlap.example().path());
        boolean shadows = overlap.kind() == Kind.SHADOWS;
        assertThat(hit(after, overlap.example().method(), path, regions).route().id())
                .isEqualTo(shadows ? overlap.own() : overlap.other());
        if (shadows) {
            assertThat(hit(before, overlap.example().method(), path, regions)
                            .route()
                            .id())
                    .isEqualTo(overlap.other());
        }
    }

    private static Set<Pair> pairs(OverlapReport report, Kind kind) {
        Set<Pair> pairs = new HashSet<>();
        report.shown(kind).forEach(overlap -> pairs.add(new Pair(overlap.own(), overlap.other())));
        assertThat(pairs).hasSize(report.total(kind));
        return pairs;
    }

    private static boolean isOther(CompiledRoute route) {
        return !route.owner().equals("a");
    }

    private static boolean isSame(CompiledRoute route, Map<String, CompiledRoute> before) {
        @Nullable CompiledRoute last = before.get(route.route().id());
        return last != null
                && last.route().pattern().equals(route.route().pattern())
                && last.route().methods().equals(route.route().methods())
                && last.route().region().equals(route.route().region());
    }

    private static @Nullable CompiledRoute hit(Snapshot snapshot, String method, NormalPath path, RegionChain regions) {
        return snapshot.index().find(method, path, regions) instanceof Match.Hit hit ? hit.route() : null;
    }

    private static boolean describes(Route route, String method, NormalPath path, RegionChain regions) {
        return route.methods().contains(method)
                && regions.codes().contains(route.region())
                && matches(route.pattern().segments(), path);
    }

    private static boolean matches(List<PathPattern.Segment> segments, NormalPath path) {
        for (int i = 0; i < segments.size(); i++) {
            if (i == path.size()) {
                return false;
            }
            if (segments.get(i) instanceof PathPattern.Rest) {
                return true;
            }
            if (segments.get(i) instanceof PathPattern.Literal literal
                    && !literal.text().equals(path.segment(i))) {
                return false;
            }
        }
        return segments.size() == path.size();
    }
}
