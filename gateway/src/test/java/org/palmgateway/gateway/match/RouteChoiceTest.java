package org.palmgateway.gateway.match;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.region.RegionChain;
import org.palmgateway.routes.snapshot.Snapshot;

class RouteChoiceTest {

    private static final String RECORDS = "/insurance/records";

    private final Snapshot snapshot = TestProvince.snapshot();

    @ParameterizedTest
    @CsvSource({
        "330000, zj-insurance.records, 330000",
        "330100, hz-insurance.records, 330100",
        "330106, hz-insurance.records, 330100",
        "330212, zj-insurance.records, 330000"
    })
    void nearestRegionOnTheWayUpServes(String region, String route, String served) {
        RouteChoice choice = RouteChoice.of(snapshot, "GET", RECORDS, List.of(region));

        assertFound(choice, route, served);
        assertThat(((RouteChoice.Found) choice).regions().requested()).isEqualTo(region);
    }

    @Test
    void provinceServesWhoNamesNoRegion() {
        assertFound(choose("GET", RECORDS), "zj-insurance.records", "330000");
    }

    @Test
    void onlyRegionThatOffersServesWhoNamesNone() {
        assertFound(choose("POST", "/insurance/bills/7/payments"), "hz-insurance.pay", "330100");
    }

    @Test
    void spacesAroundTheRegionDoNotMatter() {
        assertFound(choose("GET", RECORDS, " 330106\t"), "hz-insurance.records", "330100");
    }

    @Test
    void routeIsFoundByTheNormalPath() {
        RouteChoice choice = choose("GET", "/insurance/./%72ecords");

        assertFound(choice, "zj-insurance.records", "330000");
        assertThat(((RouteChoice.Found) choice).path()).hasToString(RECORDS);
    }

    @Test
    void headIsAnsweredByTheRouteOfGet() {
        assertFound(choose("HEAD", RECORDS), "zj-insurance.records", "330000");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "33010", "3301060", "110000", "abc", "330106,330100", "330106; x"})
    void regionOutsideTheProvinceIsUnknown(String region) {
        assertMissed(choose("GET", RECORDS, region), new RequestProblem.UnknownRegion());
    }

    @Test
    void severalRegionsAreNone() {
        assertMissed(choose("GET", RECORDS, "330106", "330106"), new RequestProblem.UnknownRegion());
    }

    @Test
    void severalRegionsThatOfferNeedAChoice() {
        assertMissed(choose("GET", "/marriage/slots"), new RequestProblem.RegionNeeded(Set.of("330106", "330212")));
    }

    @Test
    void affairThatTheRegionDoesNotOfferIsNotFoundThere() {
        assertMissed(choose("GET", "/marriage/slots", "330110"), new RequestProblem.NotOffered("330110"));
    }

    @Test
    void unknownPathIsNotFound() {
        assertMissed(choose("GET", "/insurance"), new RequestProblem.UnknownPath());
    }

    @Test
    void wrongMethodIsToldWhichAreRight() {
        assertMissed(
                choose("DELETE", "/insurance/bills/7/payments"), new RequestProblem.WrongMethod(Set.of("POST", "PUT")));
        assertMissed(choose("POST", RECORDS), new RequestProblem.WrongMethod(Set.of("GET", "HEAD")));
    }

    @Test
    void methodsAreReadWithTheirLetterCase() {
        assertMissed(choose("get", RECORDS), new RequestProblem.WrongMethod(Set.of("GET", "HEAD")));
    }

    @ParameterizedTest
    @CsvSource({
        "insurance, NOT_ABSOLUTE",
        "/insurance//records, EMPTY_SEGMENT",
        "/insurance%2frecords, SLASH_IN_SEGMENT",
        "/insurance;x/records, PATH_PARAMETER",
        "/insurance/%zz, BAD_ESCAPE",
        "/%ff, NOT_UTF8",
        "/%00, CONTROL_CHARACTER",
        "/../insurance, ABOVE_ROOT"
    })
    void malformedPathIsRefusedWithTheReason(String path, MalformedPath.Reason reason) {
        assertMissed(choose("GET", path), new RequestProblem.MalformedPath(reason.name()));
    }

    @Test
    void malformedPathIsToldBeforeAnUnknownRegion() {
        assertMissed(choose("GET", "//", "nowhere"), new RequestProblem.MalformedPath("EMPTY_SEGMENT"));
    }

    @Test
    void choiceAmongRegionsKeepsTheirOrder() throws MalformedPath {
        RegionChain further = new RegionChain(List.of("330100", "330000"), true);

        assertFound(
                RouteChoice.find(snapshot, "GET", NormalPath.of(RECORDS), further), "hz-insurance.records", "330100");
    }

    private RouteChoice choose(String method, String path, String... regions) {
        return RouteChoice.of(snapshot, method, path, List.of(regions));
    }

    private static void assertFound(RouteChoice choice, String route, String served) {
        assertThat(choice).isInstanceOfSatisfying(RouteChoice.Found.class, found -> {
            assertThat(found.hit().route().route().id()).isEqualTo(route);
            assertThat(found.hit().served()).isEqualTo(served);
        });
    }

    private static void assertMissed(RouteChoice choice, Problem problem) {
        assertThat(choice).isEqualTo(new RouteChoice.Missed(problem));
    }
}
