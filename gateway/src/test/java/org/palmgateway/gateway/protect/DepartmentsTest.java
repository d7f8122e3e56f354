package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.Priority;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.policy.Settings;
import org.palmgateway.routes.policy.TestPolicies;

class DepartmentsTest {

    private static final Duration QUICK = Duration.ofMillis(20);

    private static final Settings SETTINGS = Settings.NONE
            .with(Setting.BREAKER_MINIMUM_CALLS, 4)
            .with(Setting.BREAKER_PROBES, 2)
            .with(Setting.CONCURRENCY_INITIAL, 100);

    private final MovableNanos nanos = new MovableNanos();
    private final List<Transition> transitions = new ArrayList<>();
    private final Departments departments = new Departments(100, nanos, transitions::add);
    private final UpstreamChoice choice = new UpstreamChoice(() -> new Random(1));

    private Call call(DepartmentLoad load, String upstream) {
        Choice chosen = choice.choose(
                load, List.of(new Upstream(upstream, URI.create("http://" + upstream))), Set.of(), ForcedBreakers.NONE);
        return ((Choice.Chosen) chosen).call();
    }

    private void open(DepartmentLoad load, String upstream) {
        while (load.upstream(upstream).breaker().state() != BreakerState.OPEN) {
            call(load, upstream).failed(QUICK);
        }
    }

    private void recover(DepartmentLoad load, String upstream) {
        nanos.advance(Duration.ofSeconds(10));
        call(load, upstream).succeeded(QUICK);
        call(load, upstream).succeeded(QUICK);
        assertThat(load.upstream(upstream).breaker().state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void departmentHasOneLoadWhateverThePolicy() {
        DepartmentLoad load = departments.of("tax", TestPolicies.defaults());

        assertThat(departments.of("tax", TestPolicies.of(SETTINGS))).isSameAs(load);
        assertThat(departments.of("police", TestPolicies.defaults())).isNotSameAs(load);
        assertThat(departments.known("tax")).isSameAs(load);
        assertThat(departments.known("land")).isNull();
        assertThat(departments.all()).hasSize(2);
    }

    @Test
    void otherPolicyHoldsAtOnceAndLosesNothing() {
        EffectivePolicy before = TestPolicies.of(SETTINGS);
        DepartmentLoad load = departments.of("tax", before);
        List<ConcurrencyLimiter.Permit> permits = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            permits.add(Objects.requireNonNull(load.acquire(Priority.NORMAL)));
            load.request();
        }
        Call underWay = call(load, "b");
        open(load, "a");
        assertThat(load.tryRetry()).isTrue();
        load.fastestAnswer().seen(QUICK);
        nanos.advance(Duration.ofSeconds(3));

        EffectivePolicy after = TestPolicies.of(SETTINGS.with(Setting.BREAKER_OPEN_FOR, Duration.ofMinutes(1))
                .with(Setting.CONCURRENCY_MINIMUM, 2)
                .with(Setting.CONCURRENCY_INITIAL, 10)
                .with(Setting.CONCURRENCY_MAXIMUM, 60)
                .with(Setting.RETRY_MINIMUM, 0)
                .with(Setting.RETRY_BUDGET, 2));
        DepartmentLoad same = departments.of("tax", after);

        assertThat(same).isSameAs(load);
        assertThat(same.settings()).isEqualTo(DepartmentSettings.of(after));
        assertThat(same.concurrency().limit()).isEqualTo(60);
        assertThat(same.concurrency().inFlight()).isEqualTo(50);
        assertThat(same.upstream("a").breaker().untilProbe()).isEqualTo(Duration.ofSeconds(7));
        assertThat(same.upstream("b").inFlight()).isEqualTo(1);
        assertThat(same.retries().requests()).isEqualTo(50);
        assertThat(same.tryRetry()).isFalse();
        assertThat(same.fastestAnswer().least()).contains(QUICK);
        permits.forEach(ConcurrencyLimiter.Permit::succeeded);
        underWay.succeeded(QUICK);
        assertThat(same.concurrency().inFlight()).isZero();
        assertThat(same.upstream("b").inFlight()).isZero();
    }

    @Test
    void departmentThatRecoversStartsSlowly() {
        DepartmentLoad load = departments.of("tax", TestPolicies.of(SETTINGS));
        open(load, "a");
        open(load, "b");
        assertThat(load.concurrency().limit()).isEqualTo(100);

        recover(load, "a");

        assertThat(load.concurrency().limit()).isEqualTo(20);
        assertThat(transitions)
                .last()
                .isEqualTo(new Transition("tax", "a", BreakerState.HALF_OPEN, BreakerState.CLOSED));
    }

    @Test
    void upstreamThatRecoversDoesNotSlowDownTheOthers() {
        DepartmentLoad load = departments.of("tax", TestPolicies.of(SETTINGS));
        open(load, "a");
        call(load, "b").succeeded(QUICK);

        recover(load, "a");

        assertThat(load.concurrency().limit()).isEqualTo(100);
    }

    @Test
    void departmentNotUsedForHoursIsForgotten() {
        DepartmentLoad load = departments.of("tax", TestPolicies.defaults());
        nanos.advance(Duration.ofMinutes(119));
        assertThat(departments.of("tax", TestPolicies.defaults())).isSameAs(load);

        nanos.advance(Duration.ofMinutes(119));
        assertThat(departments.of("tax", TestPolicies.defaults())).isSameAs(load);
        nanos.advance(Duration.ofHours(2));

        assertThat(departments.known("tax")).isNull();
    }

    @Test
    void lookingAtADepartmentKeepsItNoLonger() {
        departments.of("tax", TestPolicies.defaults());
        nanos.advance(Duration.ofMinutes(119));

        assertThat(departments.known("tax")).isNotNull();
        nanos.advance(Duration.ofMinutes(2));

        assertThat(departments.known("tax")).isNull();
    }

    @Test
    void upstreamsThatWereRenamedAwayAreDropped() {
        DepartmentLoad load = departments.of("tax", TestPolicies.of(SETTINGS));
        open(load, "open");
        Call busy = call(load, "busy");

        for (int i = 0; i < 1000; i++) {
            call(load, "u" + i).succeeded(QUICK);
        }

        assertThat(load.upstreams()).hasSizeLessThanOrEqualTo(200);
        assertThat(load.upstream("open").breaker().state()).isEqualTo(BreakerState.OPEN);
        assertThat(load.upstream("busy").inFlight()).isEqualTo(1);
        busy.released();
        assertThat(load.upstream("busy").inFlight()).isZero();
    }

    @Test
    void threadsThatComeWithDifferentPoliciesLoseNoCall() throws Exception {
        EffectivePolicy one = TestPolicies.of(SETTINGS);
        EffectivePolicy other =
                TestPolicies.of(SETTINGS.with(Setting.BREAKER_WINDOW, 50).with(Setting.CONCURRENCY_MAXIMUM, 500));

        List<Boolean> done = AtOnce.call(4, 500, () -> {
            EffectivePolicy policy = Thread.currentThread().getId() % 2 == 0 ? one : other;
            DepartmentLoad load = departments.of("tax", policy);
            ConcurrencyLimiter.Permit permit = Objects.requireNonNull(load.acquire(Priority.NORMAL));
            call(load, "a").succeeded(QUICK);
            permit.succeeded();
            return true;
        });

        assertThat(done).hasSize(2000);
        DepartmentLoad load = departments.of("tax", one);
        assertThat(load.concurrency().inFlight()).isZero();
        assertThat(load.upstream("a").inFlight()).isZero();
        assertThat(load.upstream("a").breaker().reading().failureRate()).isZero();
        assertThat(load.settings()).isEqualTo(DepartmentSettings.of(one));
    }
}
