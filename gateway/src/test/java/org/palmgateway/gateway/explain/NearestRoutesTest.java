package org.palmgateway.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;
import org.palmgateway.routes.path.PathPattern;

class NearestRoutesTest {

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b, 0",
        "/a/{x}, /a/anything, 0",
        "/a/{*x}, /a/b/c/d, 0",
        "/a/{*x}, /a, 1",
        "/a/b, /a, 1",
        "/a, /a/b/c, 2",
        "/abcd, /abce, 0.25",
        "/abcd, /abc, 0.25",
        "/abcd, /wxyz, 1",
        "/ab/cd, /ax/cd, 0.5"
    })
    void distanceIsTheShareOfEachSegmentThatWouldHaveToChange(String pattern, String path, double distance)
            throws MalformedPath {
        assertThat(NearestRoutes.distance(PathPattern.of(pattern), NormalPath.of(path)))
                .isCloseTo(distance, within(1e-9));
    }

    @Test
    void methodDecidesBetweenEqualPaths() throws MalformedPath {
        assertThat(NearestRoutes.of(TestProvince.snapshot("one", twoMethods()), NormalPath.of("/bill"), "DELETE")
                        .get(0)
                        .id())
                .isEqualTo("one.withdraw");
    }

    @Test
    void nearestThreeAreShownBestFirst() throws MalformedPath {
        assertThat(NearestRoutes.of(TestProvince.snapshot(), NormalPath.of("/insurance/recordz"), "GET"))
                .hasSize(3)
                .extracting(Explanation.NearMiss::id)
                .startsWith("hz-insurance.records", "zj-insurance.records");
    }

    private static String twoMethods() {
        return """
                departments:
                  - id: one
                    name: { zh: 部门, en: Department }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:1/" }]
                routes:
                  - id: one.pay
                    name: { zh: 缴费, en: Pay }
                    match: { methods: [POST], path: "/bills" }
                    access: { audience: public }
                  - id: one.withdraw
                    name: { zh: 撤回, en: Withdraw }
                    match: { methods: [DELETE], path: "/bills" }
                    access: { audience: public }
                """;
    }
}
