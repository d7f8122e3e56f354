package org.palmgateway.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.snapshot.CandidateCheck.Failure;

class ExampleRunsTest {

    private final ExampleRuns runs = new ExampleRuns(new ProblemTexts());

    @Test
    void examplesThatHoldAreNoFailure() {
        assertThat(runs.check(TestProvince.snapshot(
                        "tax",
                        tax("/tax/bills"),
                        "other",
                        other(
                                "{ method: HEAD, path: /tax/bills, audience: citizen, scopes: [tax.read] }",
                                "{ route: tax.bills, policy: { deadline: 7s } }"))))
                .isEmpty();
    }

    @Test
    void aRouteThatIsGoneIsAFailureOfWhoeverReliesOnIt() {
        assertThat(runs.check(TestProvince.snapshot(
                        "tax",
                        tax("/tax/new-bills"),
                        "other",
                        other(
                                "{ method: GET, path: /tax/bills, audience: citizen, scopes: [tax.read] }",
                                "{ route: tax.bills }"))))
                .singleElement()
                .satisfies(failure -> {
                    assertThat(failure.owner()).isEqualTo("other");
                    assertThat(failure.example()).isEqualTo("bills");
                    assertThat(failure.origin().toString()).matches("other\\.yaml:\\d+");
                    assertThat(failure.expected()).isEqualTo("route: tax.bills; code: nothing");
                    assertThat(failure.came()).isEqualTo("route: nothing; code: unknown-path");
                });
    }

    @Test
    void aRouteAloneIsExpectedToLetTheCallerPass() {
        assertThat(failure("{ method: GET, path: /tax/bills, audience: citizen }", "{ route: tax.bills }")
                        .came())
                .isEqualTo("code: insufficient-scope");
    }

    @Test
    void aRefusalCanBeExpected() {
        assertThat(runs.check(TestProvince.snapshot(
                        "tax",
                        tax("/tax/bills"),
                        "other",
                        other(
                                "{ method: GET, path: /tax/bills, audience: citizen }",
                                "{ route: tax.bills, status: 403, code: insufficient-scope }"))))
                .isEmpty();
    }

    @Test
    void aPolicyThatDoesNotHoldIsAFailure() {
        Failure failure = failure(
                "{ method: GET, path: /tax/bills, audience: citizen, scopes: [tax.read] }",
                "{ policy: { deadline: 8s, 'limit department/tax/all': x } }");

        assertThat(failure.expected()).isEqualTo("deadline: 8s; limit department/tax/all: x");
        assertThat(failure.came()).isEqualTo("deadline: 7s; limit department/tax/all: nothing");
    }

    private Failure failure(String request, String expected) {
        return runs.check(TestProvince.snapshot("tax", tax("/tax/bills"), "other", other(request, expected)))
                .get(0);
    }

    private static String tax(String path) {
        return """
                departments:
                  - id: tax
                    name: { zh: 税务局, en: Tax }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:9100/tax" }]
                routes:
                  - id: tax.bills
                    name: { zh: 账单, en: Bills }
                    match: { methods: [GET], path: %s }
                    access: { audience: citizen, scopes: [tax.read] }
                    policy: { deadline: 7s }
                """.formatted(path);
    }

    private static String other(String request, String expected) {
        return """
                departments:
                  - id: other
                    name: { zh: 局, en: Other }
                    region: 330000
                    upstreams: [{ id: main, url: "http://127.0.0.1:9100/other" }]
                routes: []
                examples:
                  - { id: bills, request: %s, expect: %s }
                """.formatted(request, expected);
    }
}
