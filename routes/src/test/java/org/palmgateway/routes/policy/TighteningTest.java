package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.policy.TestPolicies.limit;
import static org.palmgateway.routes.policy.TestPolicies.limits;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.Limit.Mode;

class TighteningTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Set<Dimension> CITIZEN = EnumSet.of(Dimension.CITIZEN);
    private static final Limit PROVINCIAL = limit("a", 60, MINUTE, 100, CITIZEN, Mode.ENFORCE);

    @Test
    void aTighterLimitAndTheSameLimitAreFine() {
        assertThat(problems(limit("a", 30, MINUTE, 50, CITIZEN, Mode.ENFORCE))).isEmpty();
        assertThat(problems(PROVINCIAL)).isEmpty();
    }

    @Test
    void aLimitOfAnotherIdIsNoMatterHowLoose() {
        assertThat(problems(limit("b", Limit.MOST, MINUTE))).isEmpty();
    }

    @Test
    void morePermitsAreRefusedByName() {
        assertThat(problems(limit("a", 61, MINUTE, 100, CITIZEN, Mode.ENFORCE)))
                .singleElement()
                .hasToString("county: limits[0].permits: 61 in 1m (expected: no more than 60 in 1m, as region/330000/a"
                        + " of region/330000 (version 3) says)");
    }

    @Test
    void theSamePermitsInAShorterWindowAreMore() {
        assertThat(problems(limit("a", 60, Duration.ofSeconds(59), 60, CITIZEN, Mode.ENFORCE)))
                .extracting(DocumentProblem::field)
                .containsExactly("limits[0].permits");
    }

    @Test
    void moreRarePermitsAreLessWhenTheWindowIsLonger() {
        assertThat(problems(limit("a", 100, Duration.ofHours(1), 100, CITIZEN, Mode.ENFORCE)))
                .isEmpty();
    }

    @Test
    void aLargerBurstIsRefusedByName() {
        assertThat(problems(limit("a", 60, MINUTE, 101, CITIZEN, Mode.ENFORCE)))
                .extracting(DocumentProblem::field)
                .containsExactly("limits[0].burst");
    }

    @Test
    void aShadowOfAnEnforcedLimitIsRefusedByName() {
        assertThat(problems(limit("a", 60, MINUTE, 100, CITIZEN, Mode.SHADOW)))
                .extracting(DocumentProblem::field)
                .containsExactly("limits[0].mode");
    }

    @Test
    void aLimitThatCountsSomethingElseNeedsAnotherId() {
        assertThat(problems(limit("a", 1, MINUTE, 1, EnumSet.of(Dimension.ADDRESS), Mode.ENFORCE)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("limits[0].per");
                    assertThat(problem.value()).isEqualTo("address");
                    assertThat(problem.expected()).startsWith("citizen, as").endsWith("or another id");
                });
    }

    @Test
    void everyLooserNumberIsNamedAndWhereTheDocumentHasIt() {
        List<DocumentProblem> problems = Tightening.problems(
                limits(limit("b", 1, MINUTE), limit("a", 1000, MINUTE, 1000, CITIZEN, Mode.SHADOW)),
                above(PROVINCIAL),
                "override",
                "policy.");

        assertThat(problems)
                .extracting(DocumentProblem::field)
                .containsExactly("policy.limits[1].burst", "policy.limits[1].permits", "policy.limits[1].mode");
    }

    @Test
    void everyPlaceAboveCounts() {
        List<PlacedLimit> above = List.of(
                new PlacedLimit(Target.region("330000"), limit("a", 100, MINUTE), Source.DEFAULT),
                new PlacedLimit(Target.region("330100"), limit("a", 50, MINUTE), Source.DEFAULT));

        assertThat(Tightening.problems(limits(limit("a", 70, MINUTE)), above, "county", ""))
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(problem.expected()).contains("region/330100/a"));
    }

    private static List<DocumentProblem> problems(Limit limit) {
        return Tightening.problems(limits(limit), above(PROVINCIAL), "county", "");
    }

    private static List<PlacedLimit> above(Limit limit) {
        return List.of(new PlacedLimit(Target.region("330000"), limit, new Source("region/330000", "version 3")));
    }
}
