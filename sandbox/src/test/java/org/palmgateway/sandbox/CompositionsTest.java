package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.compose.Composition;
import org.palmgateway.routes.compose.Format;
import org.palmgateway.routes.compose.OnFailure;
import org.palmgateway.routes.model.Route;

/** The compositions of the sandbox, as the gateway reads them, and the routes that they call. */
class CompositionsTest {

    private static final List<Route> ROUTES = BundleRoutes.all();
    private static final String PORTAL = "zj-portal";

    static Stream<Arguments> branches() {
        return composed()
                .flatMap(route -> composition(route).branches().stream()
                        .map(branch -> Arguments.argumentSet(route.id() + ": " + branch.id(), branch)));
    }

    private static Stream<Route> composed() {
        return ROUTES.stream().filter(route -> route.composition() != null);
    }

    private static Composition composition(Route route) {
        return Objects.requireNonNull(route.composition());
    }

    private static Composition of(String route) {
        return composed()
                .filter(each -> each.id().equals(route))
                .map(CompositionsTest::composition)
                .findFirst()
                .orElseThrow();
    }

    private static Branch branch(String route, String id) {
        return of(route).branches().stream()
                .filter(branch -> branch.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void thePortalComposesThreeRoutes() {
        assertThat(composed().map(Route::id))
                .containsExactly("zj-portal.home", "zj-portal.child-born", "zj-portal.moving-house");
    }

    @ParameterizedTest
    @MethodSource("branches")
    void everyBranchCallsRoutesThatAllowIt(Branch branch) {
        assertThat(branch.departments())
                .allSatisfy(department -> assertThat(ROUTES)
                        .filteredOn(route -> route.department().equals(department))
                        .filteredOn(route -> route.methods().contains(branch.method()))
                        .filteredOn(route -> route.pattern().equals(branch.path()))
                        .singleElement()
                        .satisfies(route -> assertThat(route.department().equals(PORTAL)
                                        || route.composedBy().contains(PORTAL))
                                .isTrue()));
    }

    @Test
    void homePageIsOfTenDepartmentsNoneOfWhichCanSpoilIt() {
        Composition home = of("zj-portal.home");

        assertThat(home.branches()).noneMatch(Branch::isRequired);
        assertThat(home.branches().stream()
                        .flatMap(branch -> branch.departments().stream())
                        .collect(Collectors.toSet()))
                .hasSize(10)
                .doesNotContain(PORTAL);
        assertThat(home.branches().stream()
                        .map(branch -> branch.onFailure().getClass())
                        .collect(Collectors.toSet()))
                .isEqualTo(Set.of(OnFailure.Omit.class, OnFailure.Instead.class, OnFailure.Stale.class));
    }

    @Test
    void staleBranchesCallRoutesWhoseAnswersAreKept() {
        Set<String> stale = of("zj-portal.home").branches().stream()
                .filter(branch -> branch.onFailure() instanceof OnFailure.Stale)
                .map(branch -> branch.path().toString())
                .collect(Collectors.toSet());

        assertThat(ROUTES)
                .filteredOn(route -> route.department().equals("zj-service-guide")
                        && stale.contains(route.pattern().toString()))
                .hasSize(stale.size())
                .allMatch(route -> route.caching() != null);
    }

    @Test
    void childIsRegisteredBeforeItIsInsured() {
        assertThat(of("zj-portal.child-born").plan().steps())
                .containsExactly(
                        Set.of("birth"),
                        Set.of("register"),
                        Set.of("medical-insurance", "affair"),
                        Set.of("social-insurance-card"));
        assertThat(branch("zj-portal.child-born", "medical-insurance").format())
                .isEqualTo(new Format.Xml("enrolment", Set.of("benefit")));
        assertThat(branch("zj-portal.child-born", "social-insurance-card").format())
                .isEqualTo(new Format.Form());
    }

    @Test
    void nothingIsChangedBeforeTheNewCountyIsKnownToTakePart() {
        assertThat(of("zj-portal.moving-house").plan().steps())
                .containsExactly(
                        Set.of("household", "office", "schools"),
                        Set.of("departure"),
                        Set.of("arrival"),
                        Set.of("residents", "water", "affair"));
        assertThat(branch("zj-portal.moving-house", "departure").region())
                .hasToString("Taken[from=/request/body/from]");
        assertThat(branch("zj-portal.moving-house", "arrival").region()).hasToString("Taken[from=/request/body/to]");
    }

    @Test
    void everyCountyWithACommunityServiceCanBeLeftAndMovedTo() {
        Set<String> taking = ROUTES.stream()
                .filter(route -> route.pattern().toString().startsWith("/community/"))
                .map(Route::department)
                .collect(Collectors.toSet());

        assertThat(Stream.of("office", "departure", "arrival", "residents")
                        .map(id -> branch("zj-portal.moving-house", id).departments()))
                .allMatch(taking::equals);
    }
}
