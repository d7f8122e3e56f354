package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.palmgateway.routes.policy.TestPolicies.limit;
import static org.palmgateway.routes.policy.TestPolicies.limits;
import static org.palmgateway.routes.policy.TestPolicies.override;
import static org.palmgateway.routes.policy.TestPolicies.policy;
import static org.palmgateway.routes.policy.TestPolicies.setting;
import static org.palmgateway.routes.policy.TestPolicies.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target.Kind;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.region.RegionTree;

class InheritanceTest {

    private static final RegionTree REGIONS = Divisions.zhejiang();
    private static final Instant NOW = MovableClock.START;
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Target PROVINCE = Target.region("330000");
    private static final Target CITY = Target.region("330100");
    private static final Target COUNTY = Target.region("330106");
    private static final Target DEPARTMENT = Target.department("fund");
    private static final Target ROUTE = Target.route("fund.balance");

    private final List<Change> said = new ArrayList<>();
    private Policy departmentBundle = Policy.NONE;
    private Policy routeBundle = Policy.NONE;
    private String departmentRegion = "330106";
    private String region = "330106";

    @Test
    void limitsOfAllPlacesAddUpEachWithItsSource() {
        say(PROVINCE, limits(limit("a", 1000, MINUTE)));
        say(CITY, limits(limit("b", 500, MINUTE)));
        say(COUNTY, limits(limit("a", 100, MINUTE)));
        departmentBundle = limits(limit("c", 50, MINUTE));
        say(DEPARTMENT, limits(limit("d", 40, MINUTE)));
        routeBundle = limits(limit("e", 30, MINUTE));
        say(ROUTE, limits(limit("f", 20, MINUTE)));

        assertThat(effective().limits())
                .extracting(
                        PlacedLimit::name,
                        limit -> limit.limit().permits(),
                        limit -> limit.source().toString())
                .containsExactlyInAnyOrder(
                        tuple("region/330000/a", 1000L, "region/330000 (version 1)"),
                        tuple("region/330100/b", 500L, "region/330100 (version 2)"),
                        tuple("region/330106/a", 100L, "region/330106 (version 3)"),
                        tuple("department/fund/c", 50L, "department/fund (bundle fund.yaml:2)"),
                        tuple("department/fund/d", 40L, "department/fund (version 4)"),
                        tuple("route/fund.balance/e", 30L, "route/fund.balance (bundle fund.yaml:9)"),
                        tuple("route/fund.balance/f", 20L, "route/fund.balance (version 5)"));
    }

    @Test
    void placesElsewhereSayNothing() {
        say(Target.region("330200"), limits(limit("a", 1, MINUTE)));
        say(Target.region("330105"), setting(Setting.DEADLINE, MINUTE));
        say(Target.department("other"), setting(Setting.PRIORITY, Priority.BULK));
        say(Target.route("fund.other"), setting(Setting.WEIGHT, 5));
        say(Target.application("fund"), setting(Setting.PRIORITY, Priority.BULK));

        assertThat(effective().limits()).isEmpty();
        assertThat(effective().deadline()).isEqualTo(Duration.ofDays(1));
        assertThat(effective().priority()).isEqualTo(Priority.NORMAL);
        assertThat(effective().weight()).isEqualTo(1);
        assertThat(effective().source(Setting.DEADLINE)).isEqualTo(Source.DEFAULT);
    }

    @Test
    void atOnePlaceTheOperatorsLimitStandsOverTheBundles() {
        departmentBundle = limits(limit("a", 50, MINUTE), limit("b", 50, MINUTE));
        say(DEPARTMENT, limits(limit("a", 80, MINUTE)));

        assertThat(effective().limits())
                .extracting(
                        PlacedLimit::name,
                        limit -> limit.limit().permits(),
                        limit -> limit.source().document())
                .containsExactlyInAnyOrder(
                        tuple("department/fund/a", 80L, "version 1"),
                        tuple("department/fund/b", 50L, "bundle fund.yaml:2"));
    }

    @Test
    void atOnePlaceAnOverrideStandsOverBoth() {
        routeBundle = limits(limit("a", 50, MINUTE));
        say(ROUTE, limits(limit("a", 80, MINUTE)));
        say(override("o-1", ROUTE, limits(limit("a", 10, MINUTE)), 100));

        assertThat(effective().limits())
                .extracting(
                        PlacedLimit::name,
                        limit -> limit.limit().permits(),
                        limit -> limit.source().document())
                .containsExactly(tuple("route/fund.balance/a", 10L, "override o-1"));
    }

    @Test
    void anOverrideAtACountyStandsInForNoLimitAbove() {
        say(PROVINCE, limits(limit("a", 10, MINUTE)));
        say(override("o-1", COUNTY, limits(limit("a", 1000, MINUTE)), 100));

        assertThat(effective().limits())
                .extracting(PlacedLimit::name)
                .containsExactlyInAnyOrder("region/330000/a", "region/330106/a");
    }

    @Test
    void theSmallestDeadlineHoldsWhereverItIsSaid() {
        say(PROVINCE, setting(Setting.DEADLINE, Duration.ofSeconds(30)));
        say(CITY, setting(Setting.DEADLINE, Duration.ofSeconds(5)));
        say(COUNTY, setting(Setting.DEADLINE, Duration.ofSeconds(60)));
        routeBundle = setting(Setting.DEADLINE, Duration.ofSeconds(10));

        assertThat(effective().deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(effective().source(Setting.DEADLINE)).hasToString("region/330100 (version 2)");
    }

    @Test
    void atOnePlaceADeadlineMayBeLengthened() {
        say(PROVINCE, setting(Setting.DEADLINE, Duration.ofSeconds(5)));
        say(override("o-1", PROVINCE, setting(Setting.DEADLINE, Duration.ofSeconds(20)), 100));
        departmentBundle = setting(Setting.DEADLINE, Duration.ofSeconds(5));
        say(DEPARTMENT, setting(Setting.DEADLINE, Duration.ofSeconds(15)));

        assertThat(effective().deadline()).isEqualTo(Duration.ofSeconds(15));
        assertThat(effective().source(Setting.DEADLINE)).hasToString("department/fund (version 3)");
    }

    @Test
    void ofEveryOtherSettingTheNearestPlaceWins() {
        say(PROVINCE, policy(Kind.REGION, "{ priority: critical, retry: { attempts: 4, backoff: 1s } }"));
        say(CITY, policy(Kind.REGION, "{ retry: { attempts: 3 } }"));
        departmentBundle = policy(Kind.DEPARTMENT, "{ priority: bulk }");
        routeBundle = policy(Kind.ROUTE, "{ weight: 7 }");

        EffectivePolicy effective = effective();

        assertThat(effective.priority()).isEqualTo(Priority.BULK);
        assertThat(effective.retry()).isEqualTo(new Retry(3, Duration.ofSeconds(1), false));
        assertThat(effective.weight()).isEqualTo(7);
        assertThat(effective.source(Setting.PRIORITY)).hasToString("department/fund (bundle fund.yaml:2)");
        assertThat(effective.source(Setting.RETRY_ATTEMPTS)).hasToString("region/330100 (version 2)");
        assertThat(effective.source(Setting.RETRY_BACKOFF)).hasToString("region/330000 (version 1)");
        assertThat(effective.source(Setting.RETRY_WITH_IDEMPOTENCY_KEY)).isEqualTo(Source.DEFAULT);
        assertThat(effective.source(Setting.WEIGHT)).hasToString("route/fund.balance (bundle fund.yaml:9)");
    }

    @Test
    void atOnePlaceTheOperatorsValueStandsOverTheBundlesAndAnOverrideOverBoth() {
        departmentBundle = policy(Kind.DEPARTMENT, "{ priority: bulk, retry: { attempts: 1, backoff: 1s } }");
        say(DEPARTMENT, policy(Kind.DEPARTMENT, "{ priority: normal, retry: { attempts: 2 } }"));
        say(override("o-1", DEPARTMENT, policy(Kind.DEPARTMENT, "{ priority: critical }"), 100));

        EffectivePolicy effective = effective();

        assertThat(effective.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(effective.source(Setting.PRIORITY)).hasToString("department/fund (override o-1)");
        assertThat(effective.retry().attempts()).isEqualTo(2);
        assertThat(effective.source(Setting.RETRY_ATTEMPTS)).hasToString("department/fund (version 1)");
        assertThat(effective.retry().backoff()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void anOverrideAtAGeneralPlaceDoesNotStandOverANearerOne() {
        say(override("o-1", PROVINCE, setting(Setting.PRIORITY, Priority.CRITICAL), 100));
        routeBundle = setting(Setting.PRIORITY, Priority.BULK);

        assertThat(effective().priority()).isEqualTo(Priority.BULK);
    }

    @Test
    void whatADepartmentHasOnceFollowsItsOwnRegionAndTheRestThatOfTheRoute() {
        departmentRegion = "330100";
        region = "330203";
        say(Target.region("330100"), policy(Kind.REGION, """
                limits: [{ id: hangzhou, permits: 1, window: 1s, per: [citizen] }]
                deadline: 1s
                retry: { attempts: 5, budget: 50%, minimum: 7 }
                breaker: { window: 55 }
                concurrency: { maximum: 555 }
                """));
        say(Target.region("330200"), policy(Kind.REGION, """
                limits: [{ id: ningbo, permits: 1, window: 1s, per: [citizen] }]
                deadline: 20s
                retry: { attempts: 3, budget: 30%, minimum: 3 }
                breaker: { window: 33, probes: 3 }
                concurrency: { maximum: 333 }
                """));

        EffectivePolicy effective = effective();

        assertThat(effective.limits()).extracting(PlacedLimit::name).containsExactly("region/330200/ningbo");
        assertThat(effective.deadline()).isEqualTo(Duration.ofSeconds(20));
        assertThat(effective.retry().attempts()).isEqualTo(3);
        assertThat(effective.retryBudget()).isEqualTo(new RetryBudget(50, 7));
        assertThat(effective.breaker().window()).isEqualTo(55);
        assertThat(effective.breaker().probes()).isEqualTo(5);
        assertThat(effective.concurrency().maximum()).isEqualTo(555);
        assertThat(effective.source(Setting.BREAKER_WINDOW)).hasToString("region/330100 (version 1)");
        assertThat(effective.source(Setting.BREAKER_PROBES)).isEqualTo(Source.DEFAULT);
        assertThat(effective.source(Setting.RETRY_ATTEMPTS)).hasToString("region/330200 (version 2)");
    }

    @Test
    void routesOfOneDepartmentHaveItsBreakerAndBoundsWhereverTheyAreOffered() {
        say(PROVINCE, policy(Kind.REGION, "{ concurrency: { maximum: 100 } }"));
        say(COUNTY, policy(Kind.REGION, "{ concurrency: { maximum: 50 }, breaker: { probes: 2 } }"));
        EffectivePolicy here = effective();
        region = "330200";
        EffectivePolicy there = effective();

        assertThat(there.concurrency()).isEqualTo(here.concurrency());
        assertThat(there.breaker()).isEqualTo(here.breaker());
        assertThat(there.retryBudget()).isEqualTo(here.retryBudget());
    }

    @Test
    void overridesHoldFromTheirBeginningUntilTheirEnd() {
        Instant from = NOW.plus(MINUTE);
        Instant until = NOW.plus(MINUTE.multipliedBy(2));
        say(new TrafficOverride.OfPolicy(
                terms("o-1", from, until), PROVINCE, setting(Setting.PRIORITY, Priority.BULK), 100));

        assertThat(effective(from.minusNanos(1)).priority()).isEqualTo(Priority.NORMAL);
        assertThat(effective(from).priority()).isEqualTo(Priority.BULK);
        assertThat(effective(until.minusNanos(1)).priority()).isEqualTo(Priority.BULK);
        assertThat(effective(until).priority()).isEqualTo(Priority.NORMAL);
    }

    @Test
    void anApplicationHasWhatIsSaidOfIt() {
        Target app = Target.application("app");
        say(PROVINCE, limits(limit("p", 1, MINUTE)));
        say(app, policy(Kind.APPLICATION, """
                limits: [{ id: a, permits: 5, window: 1s, per: [application] }]
                deadline: 3s
                """));
        say(override("o-1", app, setting(Setting.PRIORITY, Priority.CRITICAL), 100));

        EffectivePolicy effective =
                new Inheritances(book(), REGIONS, NOW).ofApplication("app").at(0);

        assertThat(effective.limits()).extracting(PlacedLimit::name).containsExactly("application/app/a");
        assertThat(effective.deadline()).isEqualTo(Duration.ofSeconds(3));
        assertThat(effective.priority()).isEqualTo(Priority.CRITICAL);
        assertThat(effective.source(Setting.PRIORITY)).hasToString("application/app (override o-1)");
    }

    @Test
    void boundsOfDifferentPlacesThatCrossAreDrawnTogether() {
        say(PROVINCE, policy(Kind.REGION, """
                concurrency: { minimum: 50, initial: 60, normal-share: 40% }
                breaker: { minimum-calls: 90 }
                """));
        say(
                DEPARTMENT,
                policy(Kind.DEPARTMENT, "{ concurrency: { maximum: 10, bulk-share: 50% }, breaker: { window: 20 } }"));

        assertThat(effective().concurrency()).isEqualTo(new Concurrency(10, 10, 10, 40, 40));
        assertThat(effective().breaker().minimumCalls()).isEqualTo(20);
    }

    @Test
    void anUnknownRegionInheritsNothing() {
        region = "999999";
        departmentRegion = "999999";
        say(PROVINCE, limits(limit("a", 1, MINUTE)));

        assertThat(effective().limits()).isEmpty();
    }

    private void say(Target target, Policy policy) {
        said.add(new Change.OfPolicy(target, policy));
    }

    private void say(TrafficOverride override) {
        said.add(new Change.OfOverride(override.terms().id(), override));
    }

    private PolicyBook book() {
        PolicyBook book = PolicyBook.EMPTY;
        for (Change change : said) {
            book = book.with(List.of(change));
        }
        return book;
    }

    private EffectivePolicy effective() {
        return effective(NOW);
    }

    private EffectivePolicy effective(Instant now) {
        Place place = new Place(
                departmentRegion,
                Layer.ofBundle(DEPARTMENT, departmentBundle, "fund.yaml:2"),
                region,
                Layer.ofBundle(ROUTE, routeBundle, "fund.yaml:9"));
        return new Inheritances(book(), REGIONS, now).of(place).at(0);
    }
}
