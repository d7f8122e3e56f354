package org.palmgateway.routes.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.snapshot.OverlapProvince.get;
import static org.palmgateway.routes.snapshot.OverlapProvince.put;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.snapshot.Overlap.Example;
import org.palmgateway.routes.snapshot.Overlap.Kind;
import org.palmgateway.routes.snapshot.OverlapProvince.Line;

class OverlapsTest {

    private static final String PROVINCE = "330000";
    private static final String CITY = "330100";
    private static final String COUNTY = "330106";

    private final Snapshot empty = Snapshot.empty(OverlapProvince.REGIONS);

    @Test
    void aMoreSpecificPatternShadowsWhatAnotherOwnerAnswered() {
        Snapshot before = put(empty, "b", get("b.any", "/x/{id}", PROVINCE));

        OverlapReport report = report(before, get("a.one", "/x/one", PROVINCE));

        assertThat(report.shown())
                .containsExactly(
                        new Overlap(Kind.SHADOWS, "a.one", "b.any", "b", new Example("GET", "/x/one", PROVINCE)));
    }

    @Test
    void aCountysRouteShadowsItsCitys() {
        Snapshot before = put(empty, "b", get("b.city", "/x/{id}", CITY));

        OverlapReport report = report(before, get("a.county", "/x/{number}", COUNTY));

        assertThat(report.shown())
                .containsExactly(
                        new Overlap(Kind.SHADOWS, "a.county", "b.city", "b", new Example("GET", "/x/any", COUNTY)));
    }

    @Test
    void aCitysRouteIsShadowedByItsCountys() {
        Snapshot before = put(empty, "b", get("b.county", "/x", COUNTY));

        OverlapReport report = report(before, get("a.city", "/x", CITY));

        assertThat(report.shown())
                .containsExactly(
                        new Overlap(Kind.SHADOWED, "a.city", "b.county", "b", new Example("GET", "/x", COUNTY)));
    }

    @Test
    void countiesSideBySideDoNotOverlap() {
        Snapshot before = put(empty, "b", get("b.one", "/x", "330110"));

        assertThat(report(before, get("a.other", "/x", COUNTY)).shown()).isEmpty();
    }

    @Test
    void theProvincesRouteTakesTheRequestsWithoutARegionFromTheOnlyCountyThatOfferedIt() {
        Snapshot before = put(empty, "b", get("b.county", "/x", COUNTY));

        OverlapReport report = report(before, get("a.all", "/x", PROVINCE));

        assertThat(report.shown(Kind.SHADOWS))
                .extracting(Overlap::example)
                .containsExactly(new Example("GET", "/x", null));
        assertThat(report.shown(Kind.SHADOWED)).hasSize(1);
    }

    @Test
    void aRouteThatHadItsPathForItselfLosesRequestsWithoutARegionToAWiderPattern() {
        Snapshot before = put(empty, "b", get("b.city", "/x", CITY));

        OverlapReport report = report(before, get("a.county", "/x", "330203"), get("a.any", "/{name}", PROVINCE));

        assertThat(report.shown(Kind.SHADOWS))
                .containsExactly(new Overlap(Kind.SHADOWS, "a.any", "b.city", "b", new Example("GET", "/x", null)));
    }

    @Test
    void aWiderPatternIsShadowedWhereAnotherOwnerIsMoreSpecific() {
        Snapshot before = put(empty, "b", get("b.one", "/x/{id}/parts/one", PROVINCE));

        OverlapReport report = report(before, get("a.all", "/{*rest}", PROVINCE));

        assertThat(report.shown())
                .containsExactly(new Overlap(
                        Kind.SHADOWED, "a.all", "b.one", "b", new Example("GET", "/x/any/parts/one", PROVINCE)));
    }

    @Test
    void anExampleDoesNotStandForALiteralOfAThirdRoute() {
        Snapshot before = put(
                empty,
                "b",
                get("b.id", "/x/{id}/{part}", PROVINCE),
                get("b.any", "/x/any/{part}", PROVINCE),
                get("b.any1", "/x/any1/{part}", PROVINCE));

        OverlapReport report = report(before, get("a.one", "/x/{id}/one", PROVINCE));

        assertThat(report.shown(Kind.SHADOWS))
                .extracting(Overlap::example)
                .containsExactly(new Example("GET", "/x/any2/one", PROVINCE));
        assertThat(report.shown(Kind.SHADOWED)).extracting(Overlap::other).containsExactly("b.any", "b.any1");
    }

    @Test
    void aRestOfWhichOthersTakeEverythingIsUnreachable() {
        Snapshot before =
                put(empty, "b", get("b.one", "/x/{id}", PROVINCE), get("b.more", "/x/{id}/{*rest}", PROVINCE));

        OverlapReport report = report(before, get("a.rest", "/x/{*rest}", PROVINCE));

        assertThat(report.shown(Kind.UNREACHABLE)).extracting(Overlap::other).containsExactly("b.more");
        assertThat(report.total(Kind.SHADOWED)).isEqualTo(2);
    }

    @Test
    void aLongerPathProvesWhatTheShortestCannot() {
        Snapshot before = put(empty, "b", get("b.rest", "/{*rest}", PROVINCE), get("b.one", "/x/{id}", PROVINCE));

        OverlapReport report = report(before, get("a.rest", "/x/{*rest}", PROVINCE));

        assertThat(report.shown(Kind.SHADOWS))
                .extracting(Overlap::example)
                .containsExactly(new Example("GET", "/x/any/any", PROVINCE));
        assertThat(report.total(Kind.UNREACHABLE)).isZero();
    }

    @Test
    void onlyMethodsInCommonOverlap() {
        Snapshot before = put(empty, "b", new Line("b.x", "GET, PUT", "/x/{id}", PROVINCE));

        assertThat(report(before, new Line("a.post", "POST", "/x/one", PROVINCE))
                        .shown())
                .isEmpty();
        assertThat(report(before, new Line("a.put", "POST, PUT", "/x/one", PROVINCE))
                        .shown())
                .extracting(overlap -> overlap.example().method())
                .containsExactly("PUT");
    }

    @Test
    void aCollisionIsReportedAlthoughTheBundleIsRefused() {
        Snapshot before = put(empty, "b", get("b.x", "/x/{id}", CITY));

        OverlapReport report = report(before, get("a.x", "/x/{number}", CITY), get("a.one", "/x/one", CITY));

        assertThat(report.shown())
                .containsExactly(new Overlap(Kind.AMBIGUOUS, "a.x", "b.x", "b", new Example("GET", "/x/any", CITY)));
    }

    @Test
    void routesThatStayWhereTheyWereAreNotReported() {
        Snapshot before =
                put(put(empty, "b", get("b.any", "/x/{id}", PROVINCE)), "a", get("a.one", "/x/one", PROVINCE));

        assertThat(report(before, get("a.one", "/x/one", PROVINCE)).shown()).isEmpty();
        assertThat(report(before, get("a.one", "/x/two", PROVINCE)).shown()).hasSize(1);
    }

    @Test
    void anOwnersOwnRoutesAreNoOverlap() {
        assertThat(report(empty, get("a.one", "/x/one", PROVINCE), get("a.any", "/x/{id}", PROVINCE))
                        .shown())
                .isEmpty();
    }

    @Test
    void theFirstHundredAreShownAndAllAreCounted() {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < 250; i++) {
            lines.add(get("b.%03d".formatted(i), "/x/" + i, PROVINCE));
        }
        Snapshot before = put(empty, "b", lines.toArray(Line[]::new));

        OverlapReport report = report(before, get("a.any", "/x/{id}", PROVINCE));

        assertThat(report.total(Kind.SHADOWED)).isEqualTo(250);
        assertThat(report.shown()).hasSize(100);
        assertThat(report.shown().get(99).other()).isEqualTo("b.099");
    }

    private static OverlapReport report(Snapshot before, Line... lines) {
        return new Overlaps().of(before, put(before, "a", lines), "a");
    }
}
