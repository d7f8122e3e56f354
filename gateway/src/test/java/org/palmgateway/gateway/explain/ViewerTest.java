package org.palmgateway.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.explain.Explanation.HeldValue;
import org.palmgateway.gateway.explain.Explanation.HitRoute;
import org.palmgateway.gateway.explain.Explanation.NearMiss;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.snapshot.Snapshot;

class ViewerTest {

    private static final Viewer CITY = new Viewer.OfOwners(Set.of("hz-insurance"));

    private final Snapshot snapshot = TestProvince.snapshot();
    private final Explain explain = new Explain(new ProblemTexts());

    @Test
    void ofAnothersRouteOnlyWhereItIsAndTheDecisionAreTold() {
        Explanation answer = explain.explain(snapshot, question("GET", "/guides/birth"), CITY);

        assertThat(answer.hit())
                .contains(new HitRoute(
                        "zj-insurance.guide",
                        "zj-insurance",
                        "",
                        "",
                        "/guides/{guide}",
                        "330000",
                        Map.of(),
                        List.of()));
        assertThat(answer.why())
                .containsExactly(
                        "Path /guides/birth is of the form /guides/{guide}.",
                        "No region was named; 330000 serves.",
                        "It is public: no token is asked for.");
        assertThat(answer.policy()).isNotEmpty().allSatisfy(held -> {
            assertThat(held.name()).isNotEmpty();
            assertThat(held.value()).isEmpty();
            assertThat(held.source()).isEmpty();
        });
    }

    @Test
    void anothersRefusalIsTold() {
        Explanation answer = explain.explain(snapshot, question("GET", "/office/cases"), CITY);

        assertThat(answer.status()).contains(401);
        assertThat(answer.code()).contains("token-missing");
    }

    @Test
    void ofItsOwnRouteEverythingIsTold() {
        Question own = question("POST", "/insurance/bills/1/payments");

        assertThat(explain.explain(snapshot, own, CITY)).isEqualTo(explain.explain(snapshot, own));
        assertThat(explain.explain(snapshot, own, CITY).policy())
                .extracting(HeldValue::value)
                .doesNotContain("");
    }

    @Test
    void anothersNearestMissesAreCutAsWell() {
        Explanation answer = explain.explain(snapshot, question("DELETE", "/guides/birth"), CITY);

        assertThat(answer.nearest())
                .filteredOn(miss -> !miss.owner().equals("hz-insurance"))
                .isNotEmpty()
                .extracting(NearMiss::methods)
                .containsOnly(List.of());
        assertThat(answer.nearest())
                .extracting(NearMiss::id)
                .isEqualTo(explain.explain(snapshot, question("DELETE", "/guides/birth")).nearest().stream()
                        .map(NearMiss::id)
                        .toList());
    }

    private static Question question(String method, String path) {
        return new Question(
                method, path, Optional.empty(), Optional.empty(), Set.of(), Set.of(), 0, "", 99, Instant.EPOCH);
    }
}
