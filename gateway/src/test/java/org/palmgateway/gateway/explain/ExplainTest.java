package org.palmgateway.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.snapshot.Snapshot;

class ExplainTest {

    private static final Instant NOW = Instant.parse("2026-11-25T00:00:00Z");

    private final Snapshot snapshot = TestProvince.snapshot();
    private final Explain explain = new Explain(new ProblemTexts());

    @Test
    void hitSaysRouteRegionAndAddress() {
        Explanation answer = explain.explain(snapshot, citizen("GET", "/insurance/./records", "330106"));

        assertThat(answer.revision()).isEqualTo(snapshot.revision());
        assertThat(answer.normalPath()).contains("/insurance/records");
        assertThat(answer.regions()).containsExactly("330106", "330100", "330000");
        assertThat(answer.status()).isEmpty();
        assertThat(answer.code()).isEmpty();
        assertThat(answer.nearest()).isEmpty();
        assertThat(answer.hit()).hasValueSatisfying(hit -> {
            assertThat(hit.id()).isEqualTo("hz-insurance.records");
            assertThat(hit.owner()).isEqualTo("hz-insurance");
            assertThat(hit.department()).isEqualTo("hz-insurance");
            assertThat(hit.origin()).matches("hz-insurance\\.yaml:\\d+");
            assertThat(hit.pattern()).isEqualTo("/insurance/records");
            assertThat(hit.served()).isEqualTo("330100");
            assertThat(hit.forwardedTo()).containsExactly("http://127.0.0.1:9100/hz-insurance/insurance/records");
        });
    }

    @Test
    void hitSaysEveryDecisionInItsOrder() {
        assertThat(explain.explain(snapshot, citizen("GET", "/insurance/records", "330106"))
                        .why())
                .containsExactly(
                        "Path /insurance/records is of the form /insurance/records.",
                        "Region 330106 does not offer it; 330100 is the nearest above that does.",
                        "The caller may pass.");
    }

    @Test
    void regionThatOffersItselfIsToldApart() {
        assertThat(explain.explain(snapshot, citizen("GET", "/insurance/records", "330100"))
                        .why())
                .contains("Region 330100 offers it itself.");
        assertThat(explain.explain(snapshot, anyone("GET", "/guides/birth")).why())
                .contains("No region was named; 330000 serves.");
    }

    @Test
    void variablesAreShownAsTheyAreFilledIn() {
        Explanation answer = explain.explain(snapshot, anyone("GET", "/guides/%E7%94%9F%E8%82%B2"));

        assertThat(answer.hit()).hasValueSatisfying(hit -> {
            assertThat(hit.variables()).isEqualTo(Map.of("guide", "生育"));
            assertThat(hit.forwardedTo())
                    .containsExactly("http://127.0.0.1:9100/zj-insurance/g/%E7%94%9F%E8%82%B2/text");
        });
        assertThat(answer.why())
                .contains("It is public: no token is asked for.")
                .contains("Its answers may be kept, and are shared by all callers.");
    }

    @Test
    void refusedCallerStillSeesTheRoute() {
        Question question = new Question(
                "GET",
                "/insurance/records",
                Optional.empty(),
                Optional.of("official"),
                Set.of(),
                Set.of(),
                0,
                "",
                99,
                NOW);

        Explanation answer = explain.explain(snapshot, question);

        assertThat(answer.status()).contains(403);
        assertThat(answer.code()).contains("wrong-audience");
        assertThat(answer.why()).endsWith("This affair serves audience citizen; the token is of another one.");
        assertThat(answer.hit()).isPresent();
    }

    @Test
    void missingScopeAndRoleAreNamed() {
        Question scopeless = new Question(
                "GET", "/office/cases", Optional.empty(), Optional.of("official"), Set.of(), Set.of(), 0, "", 99, NOW);
        Question roleless = new Question(
                "GET",
                "/office/cases",
                Optional.empty(),
                Optional.of("official"),
                Set.of("cases.read"),
                Set.of(),
                0,
                "",
                99,
                NOW);

        assertThat(explain.explain(snapshot, scopeless).code()).contains("insufficient-scope");
        assertThat(explain.explain(snapshot, roleless).why())
                .endsWith("The caller needs one of these roles: case-worker, chief.");
    }

    @Test
    void missingTokenIsToldWithItsAudience() {
        Explanation answer = explain.explain(snapshot, anyone("GET", "/insurance/records"));

        assertThat(answer.status()).contains(401);
        assertThat(answer.code()).contains("token-missing");
        assertThat(answer.why().get(2)).contains("audience citizen");
    }

    @Test
    void unknownPathComesWithWhatIsNearest() {
        Explanation answer = explain.explain(snapshot, anyone("GET", "/insurance/record"));

        assertThat(answer.status()).contains(404);
        assertThat(answer.code()).contains("unknown-path");
        assertThat(answer.hit()).isEmpty();
        assertThat(answer.nearest()).hasSize(3);
        assertThat(answer.nearest().get(0).pattern()).isEqualTo("/insurance/records");
        assertThat(answer.nearest().get(0).reason())
                .isEqualTo("the path differs: /insurance/record is not of the form /insurance/records");
    }

    @Test
    void wrongMethodIsToldWhichAreRight() {
        Explanation answer = explain.explain(snapshot, anyone("DELETE", "/insurance/bills/7/payments"));

        assertThat(answer.status()).contains(405);
        assertThat(answer.code()).contains("wrong-method");
        assertThat(answer.nearest().get(0).id()).isEqualTo("hz-insurance.pay");
        assertThat(answer.nearest().get(0).methods()).containsExactly("POST", "PUT");
        assertThat(answer.nearest().get(0).reason()).isEqualTo("the method differs: it takes POST, PUT");
    }

    @Test
    void affairOfOtherRegionsComesWithThem() {
        Explanation answer = explain.explain(snapshot, citizen("GET", "/marriage/slots", "330110"));

        assertThat(answer.code()).contains("not-offered");
        assertThat(answer.nearest().subList(0, 2))
                .extracting(Explanation.NearMiss::id, Explanation.NearMiss::region, Explanation.NearMiss::reason)
                .containsExactly(
                        tuple("hz-xihu.slots", "330106", "the region differs: it is offered in 330106"),
                        tuple("nb-yinzhou.slots", "330212", "the region differs: it is offered in 330212"));
    }

    @Test
    void severalRegionsToChooseFromAreListed() {
        Explanation answer = explain.explain(snapshot, anyone("GET", "/marriage/slots"));

        assertThat(answer.code()).contains("region-needed");
        assertThat(answer.why())
                .containsExactly("Several regions offer this affair. Name one of them in Palm-Region: 330106, 330212.");
    }

    @Test
    void malformedPathHasNoNormalFormAndNoNearest() {
        Explanation answer = explain.explain(snapshot, anyone("GET", "/insurance//records"));

        assertThat(answer.status()).contains(400);
        assertThat(answer.code()).contains("malformed-path");
        assertThat(answer.normalPath()).isEmpty();
        assertThat(answer.nearest()).isEmpty();
        assertThat(answer.why().get(0)).contains("two slashes in a row");
    }

    @Test
    void unknownRegionHasNoWayUp() {
        Explanation answer = explain.explain(snapshot, citizen("GET", "/insurance/records", "110000"));

        assertThat(answer.status()).contains(400);
        assertThat(answer.code()).contains("unknown-region");
        assertThat(answer.regions()).isEmpty();
    }

    @Test
    void provinceWithoutRoutesHasNothingNear() {
        Explanation answer = explain.explain(TestProvince.snapshot(new String[0]), anyone("GET", "/insurance/records"));

        assertThat(answer.code()).contains("unknown-path");
        assertThat(answer.nearest()).isEmpty();
    }

    private static Question anyone(String method, String path) {
        return new Question(method, path, Optional.empty(), Optional.empty(), Set.of(), Set.of(), 0, "", 99, NOW);
    }

    private static Question citizen(String method, String path, String region) {
        return new Question(
                method,
                path,
                Optional.of(region),
                Optional.of("citizen"),
                Set.of("insurance.read"),
                Set.of(),
                0,
                "",
                99,
                NOW);
    }
}
