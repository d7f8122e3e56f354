package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.routes.policy.TestPolicies.limit;
import static org.palmgateway.routes.policy.TestPolicies.limits;
import static org.palmgateway.routes.policy.TestPolicies.override;
import static org.palmgateway.routes.policy.TestPolicies.setting;
import static org.palmgateway.routes.policy.TestPolicies.terms;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.policy.PolicyBook.Change;

class PolicyBookTest {

    private static final Instant NOW = MovableClock.START;
    private static final Target PROVINCE = Target.region("330000");
    private static final Policy ONE = limits(limit("a", 1, Duration.ofSeconds(1)));
    private static final Policy TWO = limits(limit("a", 2, Duration.ofSeconds(1)));

    @Test
    void everyPolicyKnowsTheVersionThatBroughtItIn() {
        PolicyBook book = PolicyBook.EMPTY
                .with(List.of(new Change.OfPolicy(PROVINCE, ONE)))
                .with(List.of(new Change.OfPolicy(Target.route("r"), TWO)));

        assertThat(book.version()).isEqualTo(2);
        assertThat(book.at(PROVINCE)).hasValue(new PolicyBook.Entry(ONE, 1));
        assertThat(book.at(Target.route("r"))).hasValue(new PolicyBook.Entry(TWO, 2));
        assertThat(book.at(Target.route("s"))).isEmpty();
    }

    @Test
    void anOverrideIsGoneFromTheMomentOfItsEnd() {
        TrafficOverride override = override("o-1", PROVINCE, ONE, 100);
        PolicyBook book = PolicyBook.EMPTY.with(List.of(new Change.OfOverride("o-1", override)));

        assertThat(book.without(override.terms().until().minusNanos(1)).overrides())
                .containsKey("o-1");
        assertThat(book.without(override.terms().until()).overrides()).isEmpty();
        assertThat(book.without(override.terms().until()).version()).isEqualTo(1);
    }

    @Test
    void theNextTurnIsTheNextBeginningOrEnd() {
        PolicyBook book = PolicyBook.EMPTY.with(List.of(
                new Change.OfOverride("o-1", override("o-1", PROVINCE, ONE, 100)),
                new Change.OfOverride(
                        "o-2",
                        new TrafficOverride.Maintenance(
                                terms("o-2", NOW.plusSeconds(60), NOW.plusSeconds(7200)),
                                Target.route("r"),
                                "关",
                                "closed"))));

        assertThat(book.nextTurn(NOW.minusSeconds(1))).hasValue(NOW);
        assertThat(book.nextTurn(NOW)).hasValue(NOW.plusSeconds(60));
        assertThat(book.nextTurn(NOW.plusSeconds(60))).hasValue(NOW.plusSeconds(3600));
        assertThat(book.nextTurn(NOW.plusSeconds(3600))).hasValue(NOW.plusSeconds(7200));
        assertThat(book.nextTurn(NOW.plusSeconds(7200))).isEmpty();
        assertThat(book.turnsFrom(NOW.plusSeconds(5)))
                .as("a maintenance changes no values")
                .containsExactly(NOW.plusSeconds(5), NOW.plusSeconds(3600));
    }

    @Test
    void undoingARevisionLeadsBackToTheSameSayings() {
        TrafficOverride first = override("o-1", PROVINCE, ONE, 100);
        TrafficOverride second = override("o-1", PROVINCE, TWO, 50);
        PolicyBook before =
                PolicyBook.EMPTY.with(List.of(new Change.OfPolicy(PROVINCE, ONE), new Change.OfOverride("o-1", first)));
        List<Change> changes = List.of(
                new Change.OfPolicy(PROVINCE, TWO),
                new Change.OfPolicy(Target.route("r"), ONE),
                new Change.OfPolicy(PROVINCE, null),
                new Change.OfOverride("o-1", second),
                new Change.OfOverride("o-2", null));

        Revision revision = Revision.of(before, changes, "li", "why", NOW);
        PolicyBook back = before.with(revision.changes()).with(revision.undo());

        assertThat(revision.version()).isEqualTo(2);
        assertThat(back.overrides()).isEqualTo(before.overrides());
        assertThat(back.policies()).containsOnlyKeys(PROVINCE);
        assertThat(back.at(PROVINCE)).hasValue(new PolicyBook.Entry(ONE, 3));
    }

    @Test
    void whatTheBookSaysAlreadyIsNoChange() {
        TrafficOverride override = override("o-1", PROVINCE, ONE, 100);
        PolicyBook book = PolicyBook.EMPTY.with(
                List.of(new Change.OfPolicy(PROVINCE, ONE), new Change.OfOverride("o-1", override)));

        assertThat(book.says(new Change.OfPolicy(PROVINCE, ONE))).isTrue();
        assertThat(book.says(new Change.OfPolicy(PROVINCE, TWO))).isFalse();
        assertThat(book.says(new Change.OfPolicy(PROVINCE, null))).isFalse();
        assertThat(book.says(new Change.OfPolicy(Target.route("r"), null))).isTrue();
        assertThat(book.says(new Change.OfOverride("o-1", override))).isTrue();
        assertThat(book.says(new Change.OfOverride("o-1", null))).isFalse();
        assertThat(book.says(new Change.OfOverride("o-2", null))).isTrue();
    }

    @Test
    void overridesConflictWhenTheySayDifferentThingsOfTheSameAtTheSameTime() {
        TrafficOverride limit = override("o-1", PROVINCE, ONE, 100);
        TrafficOverride deadline = override("o-2", PROVINCE, setting(Setting.DEADLINE, Duration.ofSeconds(1)), 100);

        assertThat(limit.conflictsWith(override("o-3", PROVINCE, TWO, 10))).isTrue();
        assertThat(deadline.conflictsWith(
                        override("o-3", PROVINCE, setting(Setting.DEADLINE, Duration.ofSeconds(1)), 10)))
                .isTrue();
        assertThat(limit.conflictsWith(deadline)).isFalse();
        assertThat(limit.conflictsWith(override("o-3", Target.region("330100"), TWO, 100)))
                .isFalse();
        assertThat(limit.conflictsWith(new TrafficOverride.OfPolicy(
                        terms(
                                "o-3",
                                limit.terms().until(),
                                limit.terms().until().plusSeconds(1)),
                        PROVINCE,
                        TWO,
                        100)))
                .as("one that begins when the other has ended")
                .isFalse();
    }

    @Test
    void windowsAndForcedBreakersConflictWithTheirLikeOnly() {
        Terms terms = terms("o-1");
        Target fund = Target.department("fund");
        TrafficOverride closed = new TrafficOverride.Maintenance(terms, fund, "关", "closed");
        TrafficOverride forced = new TrafficOverride.OfBreaker(terms, "fund", "main", true);

        assertThat(closed.conflictsWith(new TrafficOverride.Maintenance(terms, fund, "停", "off")))
                .isTrue();
        assertThat(closed.conflictsWith(new TrafficOverride.Maintenance(terms, Target.route("r"), "停", "off")))
                .isFalse();
        assertThat(closed.conflictsWith(forced)).isFalse();
        assertThat(forced.conflictsWith(closed)).isFalse();
        assertThat(forced.conflictsWith(new TrafficOverride.OfBreaker(terms, "fund", "main", false)))
                .isTrue();
        assertThat(forced.conflictsWith(new TrafficOverride.OfBreaker(terms, "fund", "spare", false)))
                .isFalse();
    }
}
