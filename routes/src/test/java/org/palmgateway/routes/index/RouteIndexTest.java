package org.palmgateway.routes.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

class RouteIndexTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();

    @Test
    void literalsWinOverVariablesAndVariablesOverTheRest() {
        RouteIndex index = index(get("literal", "/a/b"), get("variable", "/a/{x}"), get("rest", "/a/{*x}"));

        assertThat(found(index, "GET", "/a/b")).isEqualTo("literal");
        assertThat(found(index, "GET", "/a/c")).isEqualTo("variable");
        assertThat(found(index, "GET", "/a/c/d")).isEqualTo("rest");
    }

    @Test
    void aLiteralThatLeadsNowhereDoesNotHideAVariable() {
        RouteIndex index = index(get("deep", "/a/b/c"), get("variable", "/a/{x}/d"));

        assertThat(found(index, "GET", "/a/b/d")).isEqualTo("variable");
    }

    @Test
    void aLiteralOfAnotherMethodDoesNotHideAVariable() {
        RouteIndex index = index(TestRoutes.route("post", "330000", Set.of("POST"), "/a/b"), get("variable", "/a/{x}"));

        assertThat(found(index, "GET", "/a/b")).isEqualTo("variable");
        assertThat(found(index, "POST", "/a/b")).isEqualTo("post");
    }

    @Test
    void theNearestRegionOnTheWayUpServes() {
        RouteIndex index =
                index(get("county", "330106", "/a"), get("city", "330100", "/a"), get("province", "330000", "/a"));

        assertThat(found(index, "GET", "/a", "330106")).isEqualTo("county");
        assertThat(found(index, "GET", "/a", "330110")).isEqualTo("city");
        assertThat(found(index, "GET", "/a", "330212")).isEqualTo("province");
        assertThat(found(index, "GET", "/a")).isEqualTo("province");
    }

    @Test
    void aRequestWithoutRegionGetsTheOnlyOneThereIs() {
        assertThat(found(index(get("county", "330106", "/a")), "GET", "/a")).isEqualTo("county");
    }

    @Test
    void aRequestWithoutRegionMustChooseAmongSeveral() {
        RouteIndex index = index(get("xihu", "330106", "/a"), get("yuhang", "330110", "/a"));

        assertThat(find(index, "GET", "/a")).isEqualTo(new Match.RegionNeeded(Set.of("330106", "330110")));
    }

    @Test
    void whatNeitherTheRegionNorThoseAboveOfferIsNotOffered() {
        RouteIndex index = index(get("xihu", "330106", "/a"));

        assertThat(find(index, "GET", "/a", "330110")).isEqualTo(new Match.NotOffered(Set.of("330106")));
    }

    @Test
    void aWrongMethodNamesTheAllowedOnes() {
        RouteIndex index = index(get("a", "/a"), TestRoutes.route("b", "330000", Set.of("PUT"), "/a"));

        assertThat(find(index, "POST", "/a")).isEqualTo(new Match.WrongMethod(Set.of("GET", "HEAD", "PUT")));
    }

    @Test
    void methodsOfOtherRegionsAreNotAllowed() {
        RouteIndex index = index(get("a", "/a"), TestRoutes.route("b", "330106", Set.of("PUT"), "/a"));

        assertThat(find(index, "POST", "/a", "330110")).isEqualTo(new Match.WrongMethod(Set.of("GET", "HEAD")));
    }

    @Test
    void getAnswersHead() {
        assertThat(found(index(get("a", "/a")), "HEAD", "/a")).isEqualTo("a");
    }

    @Test
    void methodsAreCaseSensitive() {
        assertThat(find(index(get("a", "/a")), "get", "/a")).isInstanceOf(Match.WrongMethod.class);
    }

    @Test
    void theRestTakesAtLeastOneSegment() {
        assertThat(find(index(get("a", "/a/{*x}")), "GET", "/a")).isEqualTo(new Match.UnknownPath());
    }

    @Test
    void aTrailingSlashDoesNotChooseAnotherRoute() {
        RouteIndex index = index(get("guarded", "/a"), get("open", "/{*x}"));

        assertThat(found(index, "GET", "/a/")).isEqualTo("guarded");
    }

    @Test
    void anEditLeavesTheIndexItStartedFromAsItWas() {
        RouteIndex before = index(get("a", "/a/b"));
        IndexEdit edit = before.edit();
        edit.add(get("b", "/a/c"));
        edit.remove(get("a", "/a/b"));

        RouteIndex after = edit.finish();

        assertThat(found(before, "GET", "/a/b")).isEqualTo("a");
        assertThat(find(before, "GET", "/a/c")).isInstanceOf(Match.UnknownPath.class);
        assertThat(find(after, "GET", "/a/b")).isInstanceOf(Match.UnknownPath.class);
        assertThat(found(after, "GET", "/a/c")).isEqualTo("b");
    }

    @Test
    void patternsThatDifferOnlyInNamesOfVariablesConflict() {
        CompiledRoute other = get("other", "/a/{y}");
        IndexEdit edit = index(get("a", "/a/{x}")).edit();

        assertThat(edit.conflict(
                        new CompiledRoute("someone", other.route(), other.department(), other.upstreams(), List.of())))
                .hasValueSatisfying(route -> assertThat(route.route().id()).isEqualTo("a"));
        assertThat(edit.conflict(other)).isEmpty();
    }

    private static CompiledRoute get(String id, String pattern) {
        return get(id, "330000", pattern);
    }

    private static CompiledRoute get(String id, String region, String pattern) {
        return TestRoutes.route(id, region, Set.of("GET"), pattern);
    }

    private static RouteIndex index(CompiledRoute... routes) {
        IndexEdit edit = RouteIndex.EMPTY.edit();
        List.of(routes).forEach(edit::add);
        return edit.finish();
    }

    private static String found(RouteIndex index, String method, String path, String... region) {
        return find(index, method, path, region) instanceof Match.Hit hit
                ? hit.route().route().id()
                : "nothing";
    }

    private static Match find(RouteIndex index, String method, String path, String... region) {
        try {
            return index.find(
                    method,
                    NormalPath.of(path),
                    region.length == 0
                            ? REGIONS.unnamed()
                            : REGIONS.chain(region[0]).orElseThrow());
        } catch (MalformedPath e) {
            throw new IllegalArgumentException(path, e);
        }
    }
}
