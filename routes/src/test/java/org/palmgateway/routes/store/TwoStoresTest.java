package org.palmgateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;
import static org.palmgateway.routes.snapshot.TestBundles.outspoken;
import static org.palmgateway.routes.store.TestProvince.COUNTY;
import static org.palmgateway.routes.store.TestProvince.PROVINCE;
import static org.palmgateway.routes.store.TestProvince.edit;
import static org.palmgateway.routes.store.TestProvince.override;
import static org.palmgateway.routes.store.TestProvince.say;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.bundle.BundleReader;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.snapshot.BundleChange;
import org.palmgateway.routes.snapshot.LiveSnapshot;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.snapshot.SnapshotCompiler;

/** Policies and bundles that are kept by two stores of one live snapshot, as in the gateway. */
class TwoStoresTest {

    private static final String BURST_5 = "limits: [{ id: l, permits: 5, window: 1m, per: [citizen] }]";

    @TempDir
    Path temporary;

    private final MovableClock clock = new MovableClock();
    private Path bundles;
    private LiveSnapshot live;
    private PolicyStore policies;
    private BundleStore store;

    @BeforeEach
    void start() throws IOException {
        bundles = Files.createDirectory(temporary.resolve("bundles"));
        write("a", bundle("a", "a.x", "/a"));
        restart();
    }

    private void restart() throws IOException {
        live = new LiveSnapshot(Snapshot.empty(TestProvince.REGIONS));
        policies = PolicyStore.open(temporary.resolve("policies"), live, clock);
        store = BundleStore.open(bundles, temporary.resolve("state"), live);
    }

    @Test
    void aRestartGivesTheSameBookTheSameVersionsAndTheSamePolicies() throws IOException {
        policies.change(edit(say(PROVINCE, "deadline: 5s")));
        policies.change(edit(say(COUNTY, "deadline: 4s")));
        policies.change(edit(say(Target.route("a.x"), "weight: 3"), say(COUNTY, null)));
        policies.change(edit(override(
                "o-1",
                "kind: policy",
                "target: department/a",
                "until: " + clock.instant().plusSeconds(60),
                "policy: { priority: bulk }")));
        PolicyBook book = policies.book();
        var history = policies.history();
        Snapshot before = live.current();

        restart();

        assertThat(policies.book()).isEqualTo(book);
        assertThat(policies.history()).isEqualTo(history);
        assertThat(policies.backTo(1)).isPresent();
        assertThat(live.current().policies().of(route("a.x")))
                .usingRecursiveComparison()
                .isEqualTo(
                        before.policies().of(before.bundles().get("a").routes().get("a.x")));
        assertThat(policies.change(edit(new PolicyEdit.Expected.OfPolicy(1), say(PROVINCE, "deadline: 6s"))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void aDamagedJournalStopsTheOpeningAndLeavesTheLiveSnapshotAlone() throws IOException {
        policies.change(edit(say(PROVINCE, "deadline: 5s")));
        Files.writeString(temporary.resolve("policies/policies.jsonl"), "nonsense\n");
        Snapshot before = live.current();

        assertThatIOException()
                .isThrownBy(() -> PolicyStore.open(temporary.resolve("policies"), live, clock))
                .withMessageContaining("policies.jsonl:1: ");
        assertThat(live.current()).isSameAs(before);
    }

    @Test
    void aBundleThatWasTooHeavyComesInWhenTheLimitIsRaised() throws IOException {
        policies.change(edit(say(PROVINCE, BURST_5)));
        write("h", outspoken("h", "{}", "330106", "{ weight: 10 }"));
        look();
        assertThat(live.current().quarantined()).containsOnlyKeys("h");

        policies.change(edit(say(PROVINCE, BURST_5.replace("permits: 5", "permits: 10"))));
        store.refresh();

        assertThat(live.current().quarantined()).isEmpty();
        assertThat(live.current().bundles()).containsOnlyKeys("a", "h");
        restart();
        assertThat(live.current().bundles()).as("kept as a last good one").containsOnlyKeys("a", "h");
    }

    @Test
    void aBundleThatWasTooHeavyComesInWhenTheOverrideHasEnded() throws IOException {
        policies.change(edit(override(
                "o-1",
                "kind: policy",
                "target: region/330000",
                "until: " + clock.instant().plusSeconds(60),
                "policy: { " + BURST_5 + " }")));
        write("h", outspoken("h", "{}", "330106", "{ weight: 10 }"));
        look();
        assertThat(live.current().quarantined()).containsOnlyKeys("h");

        clock.advance(Duration.ofSeconds(60));
        policies.refresh();
        store.refresh();

        assertThat(live.current().quarantined()).isEmpty();
    }

    @Test
    void aQuarantineThatPoliciesDoNotConcernIsTriedOnceForEachChange() throws IOException {
        write("b", bundle("b", "b.x", "/a"));
        look();
        assertThat(live.current().quarantined()).containsOnlyKeys("b");
        Snapshot before = live.current();
        store.refresh();
        assertThat(live.current()).isSameAs(before);

        policies.change(edit(say(PROVINCE, "deadline: 5s")));
        store.refresh();
        Snapshot tried = live.current();
        store.refresh();

        assertThat(live.current()).isSameAs(tried);
        assertThat(tried.quarantined()).containsOnlyKeys("b");
    }

    @Test
    void aHeavyRouteAndItsLimitAreThereAfterARestart() throws IOException {
        policies.change(edit(say(PROVINCE, BURST_5.replace("permits: 5", "permits: 10"))));
        write("h", outspoken("h", "{}", "330106", "{ weight: 10 }"));
        look();
        assertThat(policies.change(edit(say(PROVINCE, BURST_5)))).isInstanceOf(PolicyOutcome.Refused.class);

        restart();

        assertThat(live.current().bundles()).containsOnlyKeys("a", "h");
    }

    @Test
    void writersOfBothKindsAtTheSameTimeLoseNothing() throws Exception {
        int rounds = 60;
        CountDownLatch together = new CountDownLatch(3);
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            Future<?> first = threads.submit(() -> change(PROVINCE, rounds, together));
            Future<?> second = threads.submit(() -> change(COUNTY, rounds, together));
            Future<?> third = threads.submit(() -> {
                together.countDown();
                assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
                for (int i = 1; i <= rounds; i++) {
                    write("b", bundle("b", "b.x", "/b/" + i));
                    look();
                    policies.refresh();
                }
                return null;
            });
            for (Future<?> each : List.of(first, second, third)) {
                each.get(60, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(policies.book().version()).isEqualTo(2L * rounds);
        assertThat(policies.history()).hasSize(2 * rounds);
        assertThat(live.current().policies().of(route("a.x")).at(0).deadline()).isEqualTo(Duration.ofMillis(rounds));
        assertThat(route("b.x").route().pattern()).hasToString("/b/" + rounds);
        assertThat(live.current().policies().of(route("b.x")).at(0).deadline()).isEqualTo(Duration.ofMillis(rounds));
        PolicyBook book = policies.book();
        restart();
        assertThat(policies.book()).isEqualTo(book);
        assertThat(route("b.x").route().pattern()).hasToString("/b/" + rounds);
    }

    @Test
    void ofTwoChangesAgainstTheSameVersionOneIsMade() throws Exception {
        int rounds = 30;
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < rounds; i++) {
                PolicyEdit edit = edit(new PolicyEdit.Expected.OfBook(i), say(PROVINCE, "deadline: " + (i + 1) + "ms"));
                Future<PolicyOutcome> one = threads.submit(() -> policies.change(edit));
                Future<PolicyOutcome> other = threads.submit(() -> policies.change(edit));

                assertThat(List.of(one.get(10, TimeUnit.SECONDS), other.get(10, TimeUnit.SECONDS)))
                        .hasAtLeastOneElementOfType(PolicyOutcome.Sound.class)
                        .contains(new PolicyOutcome.Stale(i + 1));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @Timeout(30)
    void aPolicyIsCheckedAgainstTheBundleThatComesInAtTheSameMoment() throws Exception {
        FutureTask<PolicyOutcome> change = new FutureTask<>(() -> policies.change(edit(say(PROVINCE, BURST_5))));
        Thread changing = new Thread(change);
        BundleChange heavy = new BundleChange.Put(new BundleReader(TestProvince.REGIONS)
                .read("h", "h.yaml", outspoken("h", "{}", "330106", "{ weight: 10 }")));

        live.update(snapshot -> {
            changing.start();
            while (changing.getState() != Thread.State.BLOCKED && changing.isAlive()) {
                Thread.onSpinWait();
            }
            return new SnapshotCompiler().compile(snapshot, List.of(heavy));
        });

        assertThat(change.get()).isInstanceOf(PolicyOutcome.Refused.class);
        assertThat(live.current().bundles()).containsOnlyKeys("a", "h");
    }

    private Object change(Target target, int rounds, CountDownLatch together) throws InterruptedException {
        together.countDown();
        assertThat(together.await(10, TimeUnit.SECONDS)).isTrue();
        for (int i = 1; i <= rounds; i++) {
            assertThat(policies.change(edit(say(target, "deadline: " + i + "ms"))))
                    .isInstanceOf(PolicyOutcome.Sound.class);
        }
        return target;
    }

    private void look() {
        store.refresh();
        store.refresh();
    }

    private void write(String owner, String text) throws IOException {
        Files.writeString(bundles.resolve(owner + ".yaml"), text);
    }

    private CompiledRoute route(String id) {
        return live.current().bundles().values().stream()
                .flatMap(bundle -> bundle.routes().values().stream())
                .filter(route -> route.route().id().equals(id))
                .findAny()
                .orElseThrow();
    }
}
