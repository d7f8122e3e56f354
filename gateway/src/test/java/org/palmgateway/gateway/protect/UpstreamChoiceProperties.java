package org.palmgateway.gateway.protect;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.palmgateway.routes.model.Upstream;
import org.palmgateway.routes.policy.Breaker;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.RetryBudget;

class UpstreamChoiceProperties {

    /** Opens at the tenth failure, after ejection at the fifth. */
    private static final DepartmentSettings SETTINGS = new DepartmentSettings(
            new Breaker(100, 100, Duration.ofSeconds(5), 10, 10, Duration.ofSeconds(10), 3),
            new Concurrency(20, 200, 2000, 85, 60),
            new RetryBudget(20, 10));

    private record Situation(Upstream upstream, boolean tried, boolean ejected, boolean open, int inFlight) {

        /** Tells whether this one must never be passed over for the other one. */
        boolean isBetterThan(Situation other) {
            if (open) {
                return false;
            }
            if (tried != other.tried) {
                return other.tried;
            }
            return ejected != other.ejected ? other.ejected : inFlight < other.inFlight;
        }
    }

    /** What each upstream went through: calls under way in the ones, 0, 5 or 10 failures in the tens, tried from 30 on. */
    @Property
    void neverPassesOverABetterOne(
            @ForAll @Size(min = 1, max = 5) List<@IntRange(max = 59) Integer> pasts, @ForAll long seed) {
        MovableNanos nanos = new MovableNanos();
        DepartmentLoad load = new DepartmentLoad("tax", SETTINGS, nanos, transition -> {});
        List<Situation> situations = new ArrayList<>();
        for (int i = 0; i < pasts.size(); i++) {
            situations.add(situation(load, "u" + i, pasts.get(i)));
        }
        Set<String> tried = situations.stream()
                .filter(Situation::tried)
                .map(each -> each.upstream().id())
                .collect(Collectors.toSet());
        Random random = new Random(seed);

        Choice choice = new UpstreamChoice(() -> random)
                .choose(load, situations.stream().map(Situation::upstream).toList(), tried, ForcedBreakers.NONE);

        if (choice instanceof Choice.Chosen chosen) {
            Situation taken = situations.stream()
                    .filter(each -> each.upstream().equals(chosen.upstream()))
                    .findFirst()
                    .orElseThrow();
            assertThat(taken.open()).isFalse();
            assertThat(situations).noneMatch(each -> each.isBetterThan(taken));
            assertThat(load.upstream(taken.upstream().id()).inFlight()).isEqualTo(taken.inFlight() + 1);
        } else {
            assertThat(situations).allMatch(Situation::open);
        }
    }

    private static Situation situation(DepartmentLoad load, String id, int past) {
        int failures = past / 10 % 3 * 5;
        int inFlight = past % 10;
        for (int i = 0; i < inFlight; i++) {
            load.upstream(id).tryCall(null);
        }
        for (int i = 0; i < failures; i++) {
            Call call = load.upstream(id).tryCall(null);
            assertThat(call).isNotNull();
            call.failed(Duration.ZERO);
        }
        return new Situation(
                new Upstream(id, URI.create("http://" + id + ".test")),
                past >= 30,
                load.upstream(id).isEjected(),
                failures == 10,
                inFlight);
    }
}
