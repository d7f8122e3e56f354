package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.SubscriptionPlan;
import org.palmgateway.routes.model.SubscriptionPlan.Approval;
import org.palmgateway.routes.policy.Dimension;
import org.palmgateway.routes.policy.Limit;
import org.palmgateway.routes.region.Divisions;

class PlanReaderTest {

    private static final String BUNDLE = """
            departments:
              - id: d
                name: { zh: 部门, en: Department }
                region: 330000
                upstreams: [{ id: main, url: "http://127.0.0.1:1" }]
            routes:
              - id: d.asked
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /asked }
                access: { audience: citizen, subscription: required }
                policy: { weight: 5 }
              - id: d.free
                name: { zh: 事项, en: Affair }
                match: { methods: [GET], path: /free }
                access: { audience: citizen, subscription: none }
            plans:
            """;

    private static BundleReading read(String plans) {
        return new BundleReader(Divisions.zhejiang()).read("o", "o.yaml", BUNDLE + plans.indent(2));
    }

    private static List<SubscriptionPlan> plans(String plans) {
        BundleReading reading = read(plans);
        assertThat(reading).as(reading.toString()).isInstanceOf(BundleReading.Sound.class);
        return ((BundleReading.Sound) reading).bundle().plans();
    }

    private static void refused(String plans, String field, String expected) {
        assertThat(read(plans))
                .isInstanceOfSatisfying(
                        BundleReading.Broken.class,
                        broken -> assertThat(broken.problems()).anySatisfy((DocumentProblem problem) -> {
                            assertThat(problem.field()).startsWith(field);
                            assertThat(problem.expected()).contains(expected);
                        }));
    }

    @Test
    void everyLimitOfAPlanCountsEachApplicationForItself() {
        SubscriptionPlan plan = plans("""
                - id: basic
                  name: { zh: 基本, en: Basic }
                  approval: automatic
                  quota: { permits: 1000, window: 24h }
                  limits: [{ id: burst, permits: 10, window: 1s, per: [citizen] }]
                  departments: [d]
                """).get(0);

        assertThat(plan.approval()).isEqualTo(Approval.AUTOMATIC);
        assertThat(plan.limits())
                .containsExactly(
                        new Limit(
                                "quota",
                                1000,
                                Duration.ofDays(1),
                                1000,
                                Set.of(Dimension.APPLICATION),
                                Limit.Mode.ENFORCE),
                        new Limit(
                                "burst",
                                10,
                                Duration.ofSeconds(1),
                                10,
                                Set.of(Dimension.CITIZEN, Dimension.APPLICATION),
                                Limit.Mode.ENFORCE));
    }

    @Test
    void somebodyHasToAgreeUnlessThePlanSaysOtherwise() {
        SubscriptionPlan plan = plans("- { id: a, name: { zh: 一, en: One }, routes: [d.asked] }")
                .get(0);

        assertThat(plan.approval()).isEqualTo(Approval.MANUAL);
        assertThat(plan.routes()).containsExactly("d.asked");
    }

    @Test
    void aPlanCoversRoutesThatAskForASubscriptionOnly() {
        refused(
                "- { id: a, name: { zh: 一, en: One }, routes: [d.free] }",
                "plans[0].routes[0]",
                "subscription: required");
        refused("- { id: a, name: { zh: 一, en: One }, routes: [x.y] }", "plans[0].routes[0]", "a route of this bundle");
        refused("- { id: a, name: { zh: 一, en: One }, departments: [e] }", "plans[0].departments[0]", "a department");
        refused("- { id: a, name: { zh: 一, en: One } }", "plans[0].routes", "at least one route");
    }

    @Test
    void idsAreUnique() {
        refused("""
                - { id: a, name: { zh: 一, en: One }, departments: [d] }
                - { id: a, name: { zh: 二, en: Two }, departments: [d] }
                """, "plans[1].id", "no other plan");
    }

    @Test
    void noRequestWeighsMoreThanALimitCanHold() {
        refused(
                "- { id: a, name: { zh: 一, en: One }, quota: { permits: 4, window: 1m }, departments: [d] }",
                "plans[0].limits",
                "at least 5");
    }

    @Test
    void aPublicRouteHasNobodyToAsk() {
        BundleReading reading = new BundleReader(Divisions.zhejiang())
                .read("o", "o.yaml", BUNDLE.replace("citizen, subscription: none", "public, subscription: required"));

        assertThat(reading)
                .isInstanceOfSatisfying(
                        BundleReading.Broken.class,
                        broken -> assertThat(broken.problems())
                                .anySatisfy(problem ->
                                        assertThat(problem.expected()).contains("subscription")));
    }
}
