package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.MovableClock;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.document.Problems;

class OverrideReaderTest {

    private static final Instant NOW = MovableClock.START;

    private static final String POLICY = """
            kind: policy
            target: region/330100
            reason: 晚高峰
            from: 2026-11-24T18:00:00+08:00
            until: 2026-11-24T20:00:00+08:00
            share: 10%
            policy: { deadline: 5s }
            """;
    private static final String MAINTENANCE = """
            kind: maintenance
            target: department/fund
            reason: upgrade
            until: 2026-11-25T00:00:00Z
            text: { zh: 系统升级, en: Upgrading }
            """;
    private static final String BREAKER = """
            kind: breaker
            department: fund
            upstream: main
            state: open
            reason: it answers nonsense
            until: 2026-11-25T00:00:00Z
            """;

    @Test
    void otherValuesForAShareOfTheSubjectsAreRead() {
        assertThat(read(POLICY))
                .isEqualTo(new TrafficOverride.OfPolicy(
                        new Terms(
                                "o-1",
                                "li",
                                "晚高峰",
                                Instant.parse("2026-11-24T10:00:00Z"),
                                Instant.parse("2026-11-24T12:00:00Z")),
                        Target.region("330100"),
                        TestPolicies.setting(Setting.DEADLINE, Duration.ofSeconds(5)),
                        10));
    }

    @Test
    void aMaintenanceBeginsNowUnlessItSaysWhen() {
        TrafficOverride read = read(MAINTENANCE);

        assertThat(read)
                .isEqualTo(new TrafficOverride.Maintenance(
                        new Terms("o-1", "li", "upgrade", NOW, Instant.parse("2026-11-25T00:00:00Z")),
                        Target.department("fund"),
                        "系统升级",
                        "Upgrading"));
    }

    @Test
    void aForcedBreakerIsRead() {
        assertThat(read(BREAKER)).isInstanceOfSatisfying(TrafficOverride.OfBreaker.class, breaker -> {
            assertThat(breaker.open()).isTrue();
            assertThat(breaker.target()).isEqualTo(Target.department("fund"));
        });
        assertThat(read(BREAKER.replace("open", "closed")))
                .isInstanceOfSatisfying(
                        TrafficOverride.OfBreaker.class,
                        breaker -> assertThat(breaker.open()).isFalse());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "kind: policy                     | kind: wish                       | kind   | one of policy, maintenance, breaker",
                "kind: policy                     | ''                               | kind   | a value",
                "target: region/330100            | target: 330100                   | target | region/, department/, route/ or",
                "target: region/330100            | target: region/                  | target | region/, department/, route/ or",
                "target: region/330100            | target: planet/earth             | target | region/, department/, route/ or",
                "target: region/330100            | 'target: application/<>\"'       | target | printable ASCII",
                "reason: 晚高峰                    | ''                               | reason | a value",
                "reason: 晚高峰                    | 'reason: \" \"'                  | reason | a value",
                "reason: 晚高峰                    | 'reason: \"a\\nb\"'              | reason | one line of at most 500",
                "reason: 晚高峰                    | 'reason: \"a\\x85b\"'            | reason | one line of at most 500",
                "from: 2026-11-24T18:00:00+08:00  | from: tomorrow                   | from   | a time with its zone",
                "from: 2026-11-24T18:00:00+08:00  | from: 2026-11-24T18:00:00        | from   | a time with its zone",
                "from: 2026-11-24T18:00:00+08:00  | from: 2026-11-24T20:00:00+08:00  | until  | a time after from",
                "from: 2026-11-24T18:00:00+08:00  | from: 2026-11-24T21:00:00+08:00  | until  | a time after from",
                "from: 2026-11-24T18:00:00+08:00  | from: 2026-08-01T00:00:00Z       | until  | at most 90 days after from",
                "until: 2026-11-24T20:00:00+08:00 | ''                               | until  | a value",
                "until: 2026-11-24T20:00:00+08:00 | until: 2027-11-24T20:00:00+08:00 | until  | at most 90 days after from",
                "until: 2026-11-24T20:00:00+08:00 | until: +999999999-12-31T23:59:59Z | until | at most 90 days after from",
                "share: 10%                       | share: 0%                        | share  | from 1% to 100%",
                "share: 10%                       | share: 101%                      | share  | from 1% to 100%",
                "share: 10%                       | share: 10                        | share  | from 1% to 100%",
                "policy: { deadline: 5s }         | ''                               | policy | at least one limit or setting",
                "policy: { deadline: 5s }         | policy: {}                       | policy | at least one limit or setting",
                "policy: { deadline: 5s }         | policy: { deadline: 0s }         | policy.deadline | from 1ms to 24h",
                "policy: { deadline: 5s }         | policy: { weight: 5 }            | policy.weight | route only",
                "policy: { deadline: 5s }         | policy: { breaker: { window: 5 } } | share | 100%, since breaker.window",
                "share: 10%                       | color: red                       | color  | one of kind, reason, from, until",
            })
    void everyMistakeNamesItsField(String sound, String wrong, String field, String expected) {
        assertOneProblem(POLICY, sound, wrong, field, expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "target: department/fund          | target: region/330100     | target  | department/ or route/",
                "target: department/fund          | target: application/x     | target  | department/ or route/",
                "'{ zh: 系统升级, en: Upgrading }' | '{ zh: 系统升级 }'          | text.en | a value",
                "'{ zh: 系统升级, en: Upgrading }' | '{ zh: a, en: b, fr: c }' | text.fr | one of zh, en",
                "'text: { zh: 系统升级, en: Upgrading }' | text: closed        | text    | a mapping",
            })
    void everyMistakeInAMaintenanceNamesItsField(String sound, String wrong, String field, String expected) {
        assertThat(problems(MAINTENANCE.replace(sound, wrong), NOW))
                .anySatisfy(problem -> assertThat(problem.field()).isEqualTo(field))
                .anySatisfy(problem -> assertThat(problem.expected()).contains(expected));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "department: fund | department: FUND | department | lower-case letters",
                "upstream: main   | ''               | upstream   | a value",
                "state: open      | state: ajar      | state      | one of open, closed",
                "state: open      | 'state: open\npolicy: {}' | policy | one of kind, reason",
            })
    void everyMistakeInAForcedBreakerNamesItsField(String sound, String wrong, String field, String expected) {
        assertOneProblem(BREAKER, sound, wrong, field, expected);
    }

    @Test
    void anOverrideThatHasEndedIsRefused() {
        Instant later = Instant.parse("2026-11-24T12:00:00Z");

        assertThat(problems(POLICY, later)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("until");
            assertThat(problem.expected()).startsWith("a time to come");
        });
    }

    @Test
    void anOverrideThatWasMadeBeforeMayHaveEnded() {
        Problems problems = new Problems("test.yaml");

        assertThat(OverrideReader.read(TestPolicies.fields(POLICY, problems), "o-1", "li", null))
                .isNotNull();
        assertThat(problems.found()).isEmpty();
    }

    @Test
    void anOverrideThatWasMadeBeforeMustSayWhenItBegan() {
        Problems problems = new Problems("test.yaml");

        OverrideReader.read(TestPolicies.fields(MAINTENANCE, problems), "o-1", "li", null);

        assertThat(problems.found())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("from"));
    }

    @Test
    void aReasonOfFiveHundredCharactersIsTheLongest() {
        assertThat(problems(POLICY.replace("晚高峰", "x".repeat(500)), NOW)).isEmpty();
        assertThat(problems(POLICY.replace("晚高峰", "x".repeat(501)), NOW))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("reason"));
    }

    @Test
    void whatIsMadeInCodeIsCheckedAsWell() {
        assertThatIllegalArgumentException().isThrownBy(() -> TestPolicies.terms("o-1", NOW, NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestPolicies.override("o-1", Target.region("330000"), Policy.NONE, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TestPolicies.override("o-1", Target.region("330000"), Policy.NONE, 101));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PolicyBook.Change.OfOverride(
                        "o-2", TestPolicies.override("o-1", Target.region("330000"), Policy.NONE, 1)));
    }

    private static void assertOneProblem(String yaml, String sound, String wrong, String field, String expected) {
        String broken = yaml.replace(sound, wrong);
        assertThat(broken).isNotEqualTo(yaml);
        assertThat(problems(broken, NOW)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.expected()).contains(expected);
        });
    }

    private static TrafficOverride read(String yaml) {
        return TestPolicies.override("o-1", yaml);
    }

    private static List<DocumentProblem> problems(String yaml, Instant now) {
        Problems problems = new Problems("test.yaml");
        @Nullable TrafficOverride read = OverrideReader.read(TestPolicies.fields(yaml, problems), "o-1", "li", now);
        assertThat(read == null && problems.found().isEmpty())
                .as("nothing is dropped in silence")
                .isFalse();
        return problems.found();
    }
}
