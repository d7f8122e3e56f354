package org.palmgateway.routes.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.palmgateway.routes.snapshot.TestBundles.bundle;
import static org.palmgateway.routes.snapshot.TestBundles.outspoken;
import static org.palmgateway.routes.store.TestProvince.COUNTY;
import static org.palmgateway.routes.store.TestProvince.PROVINCE;
import static org.palmgateway.routes.store.TestProvince.edit;
import static org.palmgateway.routes.store.TestProvince.override;
import static org.palmgateway.routes.store.TestProvince.say;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.PolicyBook;
import org.palmgateway.routes.policy.PolicyBook.Change;
import org.palmgateway.routes.policy.Revision;
import org.palmgateway.routes.policy.Setting;
import org.palmgateway.routes.policy.Target;
import org.palmgateway.routes.snapshot.PolicyDifference;
import org.palmgateway.routes.snapshot.PolicyDifference.Value;
import org.palmgateway.routes.snapshot.Snapshot;
import org.palmgateway.routes.store.PolicyEdit.Expected;

class PolicyStoreTest {

    private static final Instant NOW = MovableClock.START;
    private static final String LIMIT_100 = "limits: [{ id: l, permits: 100, window: 1m, per: [citizen] }]";
    private static final String LIMIT_50 = LIMIT_100.replace("100", "50");

    @TempDir
    Path directory;

    private final MovableClock clock = new MovableClock();
    private final TestProvince province = new TestProvince();
    private PolicyStore store;

    @BeforeEach
    void open() throws IOException {
        province.load("a", bundle("a", "a.x", "/a/x", "a.y", "/a/y"));
        store = province.open(directory, clock);
    }

    @Test
    void aChangeIsLiveWhenItReturns() {
        PolicyOutcome outcome = store.change(edit(say(PROVINCE, "deadline: 5s")));

        assertThat(outcome).isInstanceOfSatisfying(PolicyOutcome.Sound.class, sound -> {
            assertThat(sound.book()).isEqualTo(store.book());
            assertThat(sound.differences())
                    .containsExactly(new PolicyDifference(
                            2,
                            List.of("a.x", "a.y"),
                            List.of(new Value(
                                    "deadline", "24h of gateway (default)", "5s of region/330000 (version 1)"))));
        });
        assertThat(store.book().version()).isEqualTo(1);
        assertThat(province.policy("a.x").deadline()).isEqualTo(Duration.ofSeconds(5));
        assertThat(province.policy("a.x").source(Setting.DEADLINE)).hasToString("region/330000 (version 1)");
    }

    @Test
    void openingIsNoNewRevision() throws IOException {
        store.change(edit(say(PROVINCE, "deadline: 5s")));
        long revision = province.live().current().revision();

        province.open(directory, clock);

        assertThat(province.live().current().revision()).isEqualTo(revision);
    }

    @Test
    void aDryRunTellsTheSameAndChangesNothing() {
        store.change(edit(say(PROVINCE, LIMIT_100)));
        Snapshot before = province.live().current();
        PolicyEdit edit = edit(say(PROVINCE, LIMIT_50), say(Target.route("a.y"), "weight: 2"));

        PolicyOutcome proposed = store.propose(edit);

        assertThat(province.live().current()).isSameAs(before);
        assertThat(store.history()).hasSize(1);
        assertThat(store.change(edit)).isEqualTo(proposed);
    }

    @Test
    void aDryRunOfAnOverrideToComeTellsWhatItWillMean() {
        PolicyOutcome outcome = store.propose(edit(override(
                "o-1",
                "kind: policy",
                "target: route/a.x",
                "from: " + NOW.plusSeconds(60),
                "until: " + NOW.plusSeconds(120),
                "policy: { deadline: 1s }")));

        assertThat(sound(outcome).differences())
                .containsExactly(new PolicyDifference(
                        1,
                        List.of("a.x"),
                        List.of(new Value("deadline", "24h of gateway (default)", "1s of route/a.x (override o-1)"))));
    }

    @Test
    void aChangeAgainstAnOldVersionOfThePolicyIsRefusedWithTheOneThereIs() {
        store.change(edit(new Expected.OfPolicy(0), say(PROVINCE, "deadline: 5s")));
        store.change(edit(say(COUNTY, "deadline: 4s")));
        store.change(edit(new Expected.OfPolicy(1), say(PROVINCE, "deadline: 3s")));
        Snapshot before = province.live().current();

        for (long version : new long[] {0, 1, 2, 4}) {
            PolicyEdit stale = edit(new Expected.OfPolicy(version), say(PROVINCE, "deadline: 9s"));
            assertThat(store.change(stale)).isEqualTo(new PolicyOutcome.Stale(3));
            assertThat(store.propose(stale)).isEqualTo(new PolicyOutcome.Stale(3));
        }

        assertThat(province.live().current()).isSameAs(before);
    }

    @Test
    void aPolicyThatIsGoneHasVersionZero() {
        store.change(edit(say(PROVINCE, "deadline: 5s")));
        store.change(edit(new Expected.OfPolicy(1), say(PROVINCE, null)));

        assertThat(store.change(edit(new Expected.OfPolicy(1), say(PROVINCE, "deadline: 9s"))))
                .isEqualTo(new PolicyOutcome.Stale(0));
        assertThat(store.change(edit(new Expected.OfPolicy(0), say(PROVINCE, "deadline: 9s"))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void aChangeAgainstAnOldVersionOfTheBookIsRefusedWithTheOneThereIs() {
        store.change(edit(say(PROVINCE, "deadline: 5s")));

        assertThat(store.change(edit(new Expected.OfBook(0), say(COUNTY, "deadline: 4s"))))
                .isEqualTo(new PolicyOutcome.Stale(1));
        assertThat(store.change(edit(new Expected.OfBook(1), say(COUNTY, "deadline: 4s"))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void aCountyMayTightenAProvincialLimitAndNeverLoosenIt() {
        store.change(edit(say(PROVINCE, LIMIT_50)));
        Snapshot before = province.live().current();

        List<DocumentProblem> problems = refused(store.change(edit(say(COUNTY, LIMIT_100))));

        assertThat(problems).extracting(DocumentProblem::field).containsExactly("limits[0].burst", "limits[0].permits");
        assertThat(province.live().current()).isSameAs(before);
        assertThat(store.history()).hasSize(1);
        assertThat(store.change(edit(say(COUNTY, LIMIT_50.replace("50", "20")))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void aCountyThatLoosensAProvincialLimitOfTheSameChangeIsRefused() {
        assertThat(refused(store.change(edit(say(PROVINCE, LIMIT_50), say(COUNTY, LIMIT_100)))))
                .isNotEmpty();
        assertThat(store.book()).isEqualTo(PolicyBook.EMPTY);
    }

    @Test
    void departmentsRoutesAndOverridesMayNotLoosenEither() {
        store.change(edit(say(PROVINCE, LIMIT_50)));

        for (Change change : List.of(
                say(Target.department("a"), LIMIT_100),
                say(Target.route("a.x"), LIMIT_100),
                override(
                        "o-1",
                        "kind: policy",
                        "target: region/330106",
                        "until: " + NOW.plusSeconds(60),
                        "policy: { " + LIMIT_100 + " }"))) {
            assertThat(refused(store.change(edit(change))))
                    .extracting(DocumentProblem::field)
                    .allMatch(field -> field.endsWith("limits[0].burst") || field.endsWith("limits[0].permits"))
                    .allMatch(field -> field.startsWith("policy.") == change instanceof Change.OfOverride);
        }
    }

    @Test
    void atItsOwnPlaceALimitMayBeRaised() {
        store.change(edit(say(PROVINCE, LIMIT_50)));

        assertThat(store.change(edit(say(PROVINCE, LIMIT_100)))).isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void aRouteIsMeasuredByTheOperatorsLimitThatStandsInForItsDepartmentsBundle() {
        province.load("b", outspoken("b", "{ " + LIMIT_50 + " }", "330106", "{}"));
        assertThat(refused(store.change(edit(say(Target.route("b.x"), LIMIT_100)))))
                .isNotEmpty();

        store.change(edit(say(Target.department("b"), LIMIT_100)));

        assertThat(store.change(edit(say(Target.route("b.x"), LIMIT_100)))).isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void placesThatAreNotThereAreRefused() {
        for (Target target : List.of(
                Target.region("990000"), Target.department("z"), Target.route("z.x"), Target.department("a.x"))) {
            assertThat(refused(store.change(edit(say(target, "deadline: 5s")))))
                    .singleElement()
                    .satisfies(problem -> {
                        assertThat(problem.field()).isEqualTo("target");
                        assertThat(problem.value()).isEqualTo(target.toString());
                    });
        }
        assertThat(store.change(edit(say(Target.application("any"), "deadline: 5s"))))
                .isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void aPolicyOfAPlaceThatIsGoneMayBeTakenAway() {
        store.change(edit(say(Target.route("a.x"), "deadline: 5s")));
        province.remove("a");

        assertThat(store.change(edit(say(Target.route("a.x"), null)))).isInstanceOf(PolicyOutcome.Sound.class);
        assertThat(store.book().policies()).isEmpty();
    }

    @Test
    void whoAndWhyAreNeverLeftOut() {
        Change change = say(PROVINCE, "deadline: 5s");

        assertThat(refused(store.change(new PolicyEdit(List.of(change), new Expected.Anything(), " ", "why"))))
                .extracting(DocumentProblem::field)
                .containsExactly("author");
        assertThat(refused(store.change(new PolicyEdit(List.of(change), new Expected.Anything(), "li", ""))))
                .extracting(DocumentProblem::field)
                .containsExactly("reason");
    }

    @Test
    void aPolicyThatNoRequestOfALiveRouteCouldPassIsRefused() {
        province.load("h", outspoken("h", "{}", "330106", "{ weight: 60 }"));

        assertThat(refused(store.change(edit(say(COUNTY, LIMIT_50)))))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("limits.l.burst"));
        assertThat(store.book()).isEqualTo(PolicyBook.EMPTY);
        assertThat(store.change(edit(say(Target.region("330200"), LIMIT_50)))).isInstanceOf(PolicyOutcome.Sound.class);
    }

    @Test
    void historyTellsWhoChangedWhatWhenAndWhyNewestFirst() {
        Change first = say(PROVINCE, "deadline: 5s");
        Change second = say(PROVINCE, null);
        store.change(new PolicyEdit(List.of(first), new Expected.Anything(), "li", "one"));
        clock.advance(Duration.ofMinutes(1));
        store.change(new PolicyEdit(List.of(second), new Expected.Anything(), "wang", "two"));

        assertThat(store.history())
                .containsExactly(
                        new Revision(2, NOW.plusSeconds(60), "wang", "two", List.of(second), List.of(first)),
                        new Revision(1, NOW, "li", "one", List.of(first), List.of(second)));
    }

    @Test
    void aRollbackLeadsToWhatAnEarlierVersionSaid() {
        store.change(edit(say(PROVINCE, "deadline: 5s")));
        store.change(edit(say(PROVINCE, "deadline: 4s"), say(COUNTY, "priority: bulk")));
        store.change(edit(say(PROVINCE, null), say(Target.route("a.x"), "weight: 2")));
        PolicyBook atTwo = PolicyBook.EMPTY.with(List.of(say(PROVINCE, "deadline: 4s"), say(COUNTY, "priority: bulk")));

        List<Change> back = store.backTo(2).orElseThrow();
        store.change(edit(new Expected.OfBook(3), back.toArray(Change[]::new)));

        assertThat(store.book().version()).isEqualTo(4);
        assertThat(store.book().policies().keySet()).isEqualTo(atTwo.policies().keySet());
        assertThat(store.book().at(PROVINCE).orElseThrow().policy())
                .isEqualTo(atTwo.at(PROVINCE).orElseThrow().policy());
        assertThat(store.backTo(0).orElseThrow()).containsExactlyInAnyOrder(say(PROVINCE, null), say(COUNTY, null));
    }

    @Test
    void aRollbackCanBeRolledBack() {
        store.change(edit(say(PROVINCE, "deadline: 5s")));
        store.change(edit(store.backTo(0).orElseThrow().toArray(Change[]::new)));
        assertThat(store.book().policies()).isEmpty();

        assertThat(store.backTo(1)).hasValue(List.of(say(PROVINCE, "deadline: 5s")));
    }

    @Test
    void backToWhatIsSaidAnywayTakesNoChange() {
        store.change(edit(say(PROVINCE, "deadline: 5s")));
        store.change(edit(say(PROVINCE, "deadline: 4s")));
        store.change(edit(say(PROVINCE, "deadline: 5s")));

        assertThat(store.backTo(3)).hasValue(List.of());
        assertThat(store.backTo(1)).hasValue(List.of());
    }

    @Test
    void thereIsNoWayToAVersionThatNeverWas() {
        store.change(edit(say(PROVINCE, "deadline: 5s")));

        assertThat(store.backTo(-1)).isEmpty();
        assertThat(store.backTo(2)).isEmpty();
        assertThat(store.backTo(Long.MIN_VALUE)).isEmpty();
        assertThat(store.backTo(Long.MAX_VALUE)).isEmpty();
    }

    @Test
    void aChangeThatCannotBeWrittenDownIsNotLive() throws IOException {
        store.change(edit(say(PROVINCE, "deadline: 5s")));
        Snapshot before = province.live().current();
        Path journal = directory.resolve("policies.jsonl");
        Path kept = Files.move(journal, directory.resolve("kept"));
        Files.createDirectory(journal);

        assertThatThrownBy(() -> store.change(edit(say(PROVINCE, "deadline: 4s"))))
                .isInstanceOf(UncheckedIOException.class);

        assertThat(province.live().current()).isSameAs(before);
        assertThat(store.history()).hasSize(1);
        Files.delete(journal);
        Files.move(kept, journal);
        assertThat(store.change(edit(say(PROVINCE, "deadline: 3s")))).isInstanceOf(PolicyOutcome.Sound.class);
        assertThat(new TestProvince().open(directory, clock).book()).isEqualTo(store.book());
    }

    private static PolicyOutcome.Sound sound(PolicyOutcome outcome) {
        return assertThat(outcome).asInstanceOf(type(PolicyOutcome.Sound.class)).actual();
    }

    private static List<DocumentProblem> refused(PolicyOutcome outcome) {
        return assertThat(outcome)
                .asInstanceOf(type(PolicyOutcome.Refused.class))
                .actual()
                .problems();
    }
}
