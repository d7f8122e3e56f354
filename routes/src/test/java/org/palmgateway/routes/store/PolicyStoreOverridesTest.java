package org.palmgateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;
import static org.palmgateway.routes.store.TestProvince.PROVINCE;
import static org.palmgateway.routes.store.TestProvince.edit;
import static org.palmgateway.routes.store.TestProvince.override;
import static org.palmgateway.routes.store.TestProvince.say;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.store.PolicyEdit.Expected;

class PolicyStoreOverridesTest {

    private static final Instant NOW = MovableClock.START;
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Change SHORT = policy("o-1", "deadline: 1s", NOW, NOW.plus(HOUR));

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock();
    private final TestProvince province = new TestProvince();
    private PolicyStore store;

    @BeforeEach
    void open() throws IOException {
        province.load("a", bundle("a", "a.x", "/a/x", "a.y", "/a/y"));
        store = province.open(directory, clock);
        store.change(edit(say(PROVINCE, "deadline: 30s")));
    }

    @Test
    void anOverrideRevertsByItself() {
        store.change(edit(SHORT));
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(HOUR.minusNanos(1));
        store.refresh();
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(Duration.ofNanos(1));
        store.refresh();
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(store.book().overrides()).isEmpty();
        assertThat(store.book().version()).as("nobody changed anything").isEqualTo(2);
    }

    @Test
    void anOverrideToComeBeginsByItself() {
        store.change(edit(policy("o-1", "deadline: 1s", NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(2)))));
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));

        clock.advance(HOUR);
        store.refresh();
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(HOUR);
        store.refresh();
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aRefreshBetweenTurnsMakesNoSnapshot() {
        store.change(edit(SHORT));
        Snapshot before = province.live().current();

        clock.advance(HOUR.dividedBy(2));
        store.refresh();
        store.refresh();

        assertThat(province.live().current()).isSameAs(before);
    }

    @Test
    void aTurnIsSeenThoughALaterChangeCameInBetween() {
        store.change(edit(SHORT));
        clock.advance(HOUR.dividedBy(2));
        store.change(edit(say(Target.route("a.y"), "weight: 2")));

        clock.advance(HOUR.dividedBy(2));
        store.refresh();

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aTurnIsSeenThoughBundlesChangedInBetween() {
        store.change(edit(SHORT));
        clock.advance(HOUR);
        province.load("b", bundle("b", "b.x", "/b/x"));

        store.refresh();

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aChangeAfterTheEndNeedsNoRefreshToRevert() {
        store.change(edit(SHORT));
        clock.advance(HOUR);

        store.change(edit(say(Target.route("a.y"), "weight: 2")));

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anOverrideCanBeEndedBeforeItsTime() {
        store.change(edit(SHORT));

        store.change(edit(new Change.OfOverride("o-1", null)));

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
        assertThat(store.book().overrides()).isEmpty();
    }

    @Test
    void twoOverridesThatSayDifferentThingsOfTheSameAreRefused() {
        store.change(edit(SHORT));
        Snapshot before = province.live().current();

        List<DocumentProblem> problems =
                refused(store.change(edit(policy("o-2", "deadline: 2s", NOW.plusSeconds(60), NOW.plusSeconds(120)))));

        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("target");
            assertThat(problem.expected()).contains("override o-1 by li").contains("2026-11-24T09:00:00Z");
        });
        assertThat(province.live().current()).isSameAs(before);
    }

    @Test
    void twoOverridesOfOneChangeMayNotConflictEither() {
        assertThat(refused(store.change(edit(SHORT, policy("o-2", "deadline: 2s", NOW, NOW.plusSeconds(60))))))
                .isNotEmpty();
    }

    @Test
    void anOverrideMayFollowAnotherOrSaySomethingElse() {
        store.change(edit(SHORT));

        assertThat(store.change(edit(policy("o-2", "deadline: 2s", NOW.plus(HOUR), NOW.plus(HOUR.multipliedBy(2))))))
                .isInstanceOf(PolicyOutcome.Sound.class);
        assertThat(store.change(edit(policy("o-3", "priority: bulk", NOW, NOW.plus(HOUR)))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void anOverrideThatEndedAMomentAgoIsInNobodysWay() {
        store.change(edit(SHORT));
        clock.advance(HOUR);

        assertThat(store.change(edit(policy("o-2", "deadline: 2s", NOW, NOW.plus(HOUR.multipliedBy(2))))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void anIdThatIsTakenReplacesNothingUnlessTheBookWasSeen() {
        store.change(edit(SHORT));
        Change other = policy("o-1", "priority: bulk", NOW, NOW.plus(HOUR));

        assertThat(refused(store.change(edit(other))))
                .extracting(DocumentProblem::field)
                .containsExactly("id");
        assertThat(store.change(edit(new Expected.OfBook(2), other))).isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void anOverrideThatHasEndedIsRefused() {
        clock.advance(HOUR);

        assertThat(refused(store.change(edit(SHORT))))
                .extracting(DocumentProblem::field)
                .containsExactly("until");
        assertThat(deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void aWindowAndAForcedBreakerAreOfSomethingThatIsLive() {
        String until = "until: " + NOW.plus(HOUR);
        String text = "text: { zh: 关, en: closed }";

        assertThat(refused(
                        store.change(edit(override("o-1", "kind: maintenance", "target: department/z", until, text)))))
                .extracting(DocumentProblem::field)
                .containsExactly("target");
        assertThat(refused(store.change(edit(
                        override("o-1", "kind: breaker", "department: z", "upstream: main", "state: open", until)))))
                .extracting(DocumentProblem::field)
                .containsExactly("department");
        assertThat(refused(store.change(
                        edit(override("o-1", "kind: breaker", "department: a", "upstream: z", "state: open", until)))))
                .singleElement()
                .hasToString("override: upstream: z (expected: one of main)");
        assertThat(store.change(edit(
                        override("o-1", "kind: breaker", "department: a", "upstream: main", "state: open", until))))
                .isInstanceOf(PolicyOutcome.Sound.class);
        assertThat(province.live().current().policies().forcedOpen("a", "main")).isTrue();
    }

    @Test
    void aRollbackBringsBackAnOverrideThatStillHasTime() {
        store.change(edit(SHORT));
        store.change(edit(new Change.OfOverride("o-1", null)));

        store.change(edit(store.backTo(2).orElseThrow().toArray(Change[]::new)));

        assertThat(deadline()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void aRollbackLeavesOverridesThatHaveEndedSinceEnded() {
        store.change(edit(SHORT));
        store.change(edit(new Change.OfOverride("o-1", null)));
        clock.advance(HOUR);

        assertThat(store.backTo(2)).hasValue(List.of());
        assertThat(store.backTo(1)).hasValue(List.of());
    }

    @Test
    void aRollbackEndsOverridesThatWereNotThere() {
        store.change(edit(SHORT));

        assertThat(store.backTo(1)).hasValue(List.of(new Change.OfOverride("o-1", null)));
    }

    @Test
    void anOverrideEndsWhileTheProcessIsDown() throws IOException {
        store.change(edit(SHORT));
        clock.advance(HOUR);
        TestProvince restarted = new TestProvince();
        restarted.load("a", bundle("a", "a.x", "/a/x"));

        PolicyStore reopened = restarted.open(directory, clock);

        assertThat(reopened.book().overrides()).isEmpty();
        assertThat(restarted.policy("a.x").deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void anOverrideThatIsStillInForceIsSoAfterARestart() throws IOException {
        store.change(edit(SHORT));
        TestProvince restarted = new TestProvince();
        PolicyStore reopened = restarted.open(directory, clock);
        restarted.load("a", bundle("a", "a.x", "/a/x"));

        assertThat(restarted.policy("a.x").deadline()).isEqualTo(Duration.ofSeconds(1));

        clock.advance(HOUR);
        reopened.refresh();
        assertThat(restarted.policy("a.x").deadline()).isEqualTo(Duration.ofSeconds(30));
    }

    private Duration deadline() {
        return province.policy("a.x").deadline();
    }

    private static Change policy(String id, String policy, Instant from, Instant until) {
        return override(
                id,
                "kind: policy",
                "target: region/330000",
                "from: " + from,
                "until: " + until,
                "policy: { " + policy + " }");
    }

    private static List<DocumentProblem> refused(PolicyOutcome outcome) {
        return assertThat(outcome)
                .asInstanceOf(type(PolicyOutcome.Refused.class))
                .actual()
                .problems();
    }
}
