package org.palmgateway.routes.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.region.RegionTree;

class RouteIndexProperties {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final List<String> CODES = List.of("330000", "330100", "330106", "330110", "330200", "330212");

    @Provide
    Arbitrary<List<CompiledRoute>> routes() {
        Arbitrary<String> segment = Arbitraries.of("a", "b", "c", "杭", "{v}", "{v}");
        Arbitrary<String> pattern = segment.list().ofMinSize(0).ofMaxSize(4).map(RouteIndexProperties::pattern);
        Arbitrary<String> tail = Arbitraries.of("", "", "", "/{*rest}");
        Arbitrary<Set<String>> methods =
                Arbitraries.of("GET", "POST", "HEAD").set().ofMinSize(1).ofMaxSize(2);
        return Combinators.combine(pattern, tail, methods, Arbitraries.of(CODES))
                .as((p, t, m, r) -> TestRoutes.route("r", r, m, p.equals("/") && !t.isEmpty() ? t : p + t))
                .list()
                .ofMaxSize(40)
                .map(RouteIndexProperties::numberedWithoutConflicts);
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of("a", "b", "c", "d", "%E6%9D%AD")
                .list()
                .ofMaxSize(5)
                .map(s -> "/" + String.join("/", s));
    }

    @Provide
    Arbitrary<RegionChain> regions() {
        return Arbitraries.of(CODES)
                .map(code -> REGIONS.chain(code).orElseThrow())
                .injectNull(0.2)
                .map(chain -> chain == null ? REGIONS.unnamed() : chain);
    }

    @Property(tries = 3000)
    void theIndexFindsWhatANaiveScanFinds(
            @ForAll("routes") List<CompiledRoute> routes,
            @ForAll("paths") String path,
            @ForAll("regions") RegionChain regions)
            throws MalformedPath {
        IndexEdit edit = RouteIndex.EMPTY.edit();
        routes.forEach(edit::add);
        RouteIndex index = edit.finish();

        for (String method : List.of("GET", "HEAD", "POST", "DELETE")) {
            Match found = index.find(method, NormalPath.of(path), regions);
            assertThat(found).isEqualTo(NaiveScan.find(routes, method, NormalPath.of(path), regions));
        }
    }

    @Property(tries = 1000)
    void addingAndRemovingLeavesWhatRemains(
            @ForAll("routes") List<CompiledRoute> routes,
            @ForAll("paths") String path,
            @ForAll("regions") RegionChain regions,
            @ForAll Set<Integer> chosen)
            throws MalformedPath {
        IndexEdit first = RouteIndex.EMPTY.edit();
        routes.forEach(first::add);
        IndexEdit second = first.finish().edit();
        List<CompiledRoute> remaining = new ArrayList<>(routes);
        for (int i : chosen) {
            if (!remaining.isEmpty()) {
                second.remove(remaining.remove(Math.floorMod(i, remaining.size())));
            }
        }

        RouteIndex index = second.finish();

        assertThat(index.find("GET", NormalPath.of(path), regions))
                .isEqualTo(NaiveScan.find(remaining, "GET", NormalPath.of(path), regions));
    }

    private static String pattern(List<String> segments) {
        StringBuilder pattern = new StringBuilder();
        for (int i = 0; i < segments.size(); i++) {
            pattern.append('/').append(segments.get(i).replace("{v}", "{v" + i + "}"));
        }
        return pattern.length() == 0 ? "/" : pattern.toString();
    }

    private static List<CompiledRoute> numberedWithoutConflicts(List<CompiledRoute> routes) {
        List<CompiledRoute> kept = new ArrayList<>();
        Set<String> places = new HashSet<>();
        for (CompiledRoute route : routes) {
            PathPattern pattern = route.route().pattern();
            boolean free = true;
            for (String method : route.route().methods()) {
                free &= places.add(method + route.route().region() + pattern);
            }
            if (free) {
                kept.add(TestRoutes.route(
                        "r" + kept.size(), route.route().region(), route.route().methods(), pattern.toString()));
            }
        }
        return kept;
    }
}
