package org.palmgateway.gateway.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.ProblemTexts;
import org.palmgateway.routes.snapshot.Snapshot;

class ExplainPlanTest {

    private static final String TAX = """
            departments:
              - id: tax
                name: { zh: 税务, en: Tax }
                region: 330000
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/tax" }]
            routes:
              - id: tax.income
                name: { zh: 收入, en: Income }
                match: { methods: [GET], path: "/tax/income/{year}" }
                access: { audience: citizen, scopes: [tax.read] }
                composed-by: [portal]
                policy: { limits: [{ id: year, permits: 9, window: 1m, per: [citizen] }] }
              - id: tax.bill
                name: { zh: 账单, en: Bill }
                match: { methods: [POST], path: "/tax/bills/{bill}" }
                access: { audience: citizen }
                composed-by: [portal]
              - id: tax.private
                name: { zh: 内部, en: Private }
                match: { methods: [GET], path: "/tax/private" }
                access: { audience: citizen }
            """;

    private static final String PORTAL = """
            departments:
              - id: portal
                name: { zh: 门户, en: Portal }
                region: 330000
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/portal" }]
            routes:
              - id: portal.home
                name: { zh: 首页, en: Home }
                match: { methods: [POST], path: "/home/{year}" }
                access: { audience: citizen }
                policy: { deadline: 4s }
                compose:
                  branches:
                    - id: income
                      department: tax
                      path: "/tax/income/{y}"
                      with: { y: /request/path/year }
                      timeout: 1500ms
                      attempts: 2
                      on-failure: { value: { income: null } }
                    - id: bill
                      departments: [tax, portal]
                      method: POST
                      path: "/tax/bills/{b}"
                      with: { b: /branches/income/bill }
                      when: { value: /request/body/kind, is: [text:a, number:1] }
                      each: { in: /branches/income/bills, most: 12, at-once: 3 }
                      required: true
                    - { id: nowhere, department: tax, path: /tax/nowhere }
                    - { id: closed, department: tax, path: /tax/private, on-failure: { stale: true } }
              - id: portal.needs
                name: { zh: 需要, en: Needs }
                match: { methods: [GET], path: "/needs" }
                access: { audience: citizen }
                compose:
                  branches:
                    - { id: income, department: tax, path: /tax/income/2026, required: true }
            """;

    private final Snapshot snapshot = TestProvince.snapshot("tax", TAX, "portal", PORTAL);
    private final Explain explain = new Explain(new ProblemTexts());

    private Explanation explained(String path, String... scopes) {
        return explain.explain(
                snapshot,
                new Question(
                        path.startsWith("/home") ? "POST" : "GET",
                        path,
                        Optional.of("330106"),
                        Optional.of("citizen"),
                        Set.of(scopes),
                        Set.of(),
                        0,
                        "",
                        99,
                        Instant.parse("2026-11-25T00:00:00Z")));
    }

    private PlannedBranch branch(String id, String... scopes) {
        return explained("/home/2026", scopes).plan().orElseThrow().branches().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void planSaysDeadlineStepsAndBranchesInTheirOrder() {
        Explanation answer = explained("/home/2026", "tax.read");

        assertThat(answer.why()).endsWith("It is composed of 4 branches in 2 steps.");
        assertThat(answer.status()).isEmpty();
        assertThat(answer.plan()).hasValueSatisfying(plan -> {
            assertThat(plan.deadline()).isEqualTo("4s");
            assertThat(plan.steps()).isEqualTo(2);
            assertThat(plan.branches())
                    .extracting(PlannedBranch::id)
                    .containsExactly("income", "bill", "nowhere", "closed");
        });
    }

    @Test
    void branchIsShownAsItIsDeclared() {
        PlannedBranch income = branch("income", "tax.read");
        PlannedBranch bill = branch("bill", "tax.read");

        assertThat(income.step()).isEqualTo(1);
        assertThat(income.path()).isEqualTo("/tax/income/{y}");
        assertThat(income.timeout()).isEqualTo("1500ms");
        assertThat(income.attempts()).isEqualTo(2);
        assertThat(income.onFailure()).isEqualTo("value");
        assertThat(income.required()).isFalse();
        assertThat(income.when()).isEmpty();
        assertThat(bill.step()).isEqualTo(2);
        assertThat(bill.method()).isEqualTo("POST");
        assertThat(bill.departments()).containsExactly("tax", "portal");
        assertThat(bill.needs()).containsExactly("income");
        assertThat(bill.onFailure()).isEqualTo("fail");
        assertThat(bill.when()).contains("/request/body/kind is \"a\" or 1");
        assertThat(bill.each()).contains("/branches/income/bills, at most 12 items, 3 at once");
        assertThat(branch("nowhere").onFailure()).isEqualTo("omit");
        assertThat(branch("closed").onFailure()).isEqualTo("stale");
    }

    @Test
    void targetIsTheRouteThatWouldBeHitWithItsLimits() {
        PlannedBranch.Target target = branch("income", "tax.read").target();

        assertThat(target.path()).contains("/tax/income/2026");
        assertThat(target.foreseen()).isTrue();
        assertThat(target.state()).isEqualTo("callable");
        assertThat(target.route()).contains("tax.income");
        assertThat(target.owner()).contains("tax");
        assertThat(target.department()).contains("tax");
        assertThat(target.served()).contains("330000");
        assertThat(target.code()).isEmpty();
        assertThat(target.limits()).containsExactly("route/tax.income/year");
    }

    @Test
    void whatAnEarlierBranchTellsIsLeftOpen() {
        PlannedBranch.Target target = branch("bill").target();

        assertThat(target.path()).contains("/tax/bills/~");
        assertThat(target.foreseen()).isFalse();
        assertThat(target.route()).contains("tax.bill");
        assertThat(target.state()).isEqualTo("callable");
    }

    @Test
    void rightsOfTheCallerAreHeldAgainstEachRoute() {
        PlannedBranch.Target target = branch("income").target();

        assertThat(target.state()).isEqualTo("forbidden");
        assertThat(target.status()).contains(403);
        assertThat(target.code()).contains("insufficient-scope");
        assertThat(target.why()).singleElement().asString().contains("tax.read");
        assertThat(target.limits()).isEmpty();
    }

    @Test
    void unknownPathsAndRoutesThatAllowItNotAreTold() {
        assertThat(branch("nowhere").target().code()).contains("unknown-path");
        assertThat(branch("nowhere").target().state()).isEqualTo("unreachable");
        assertThat(branch("nowhere").target().route()).isEmpty();
        assertThat(branch("closed").target().code()).contains("branch-not-callable");
        assertThat(branch("closed").target().route()).contains("tax.private");
    }

    @Test
    void callFailsWhenSomethingRequiredIsSureTo() {
        Explanation refused = explained("/needs");

        assertThat(refused.status()).contains(403);
        assertThat(refused.code()).contains("insufficient-scope");
        assertThat(refused.why())
                .containsSequence(
                        "It is composed of 1 branch in 1 step.", "Branch income is required, and cannot be called.");
        assertThat(explained("/needs", "tax.read").status()).isEmpty();
    }

    @Test
    void routeThatIsNotComposedHasNoPlan() {
        assertThat(explained("/tax/private").plan()).isEmpty();
    }
}
