package org.palmgateway.routes.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.palmgateway.routes.policy.TestPolicies.policy;
import static org.palmgateway.routes.policy.TestPolicies.problems;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.policy.Limit.Mode;
import org.palmgateway.routes.policy.Target.Kind;

class PolicyReaderTest {

    private static final String LIMIT =
            "limits: [{ id: per-citizen, permits: 10, window: 1m, per: [citizen, route], burst: 5, mode: shadow }]";

    @Test
    void aLimitIsReadWithAllThatItSays() {
        assertThat(policy(Kind.REGION, LIMIT).limits())
                .containsExactly(new Limit(
                        "per-citizen",
                        10,
                        Duration.ofMinutes(1),
                        5,
                        EnumSet.of(Dimension.CITIZEN, Dimension.ROUTE),
                        Mode.SHADOW));
    }

    @Test
    void aLimitIsEnforcedAndItsBurstIsItsPermitsUnlessItSaysOtherwise() {
        Limit limit = policy(Kind.ROUTE, "limits: [{ id: a, permits: 10, window: 1s, per: [address] }]")
                .limits()
                .get(0);

        assertThat(limit.burst()).isEqualTo(10);
        assertThat(limit.mode()).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void whatIsNotSaidIsNotSet() {
        assertThat(policy(Kind.REGION, "{}")).isEqualTo(Policy.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "per-citizen   | ''                         | limits[0].id      | a value",
                "per-citizen   | per citizen                | limits[0].id      | lower-case letters",
                "per-citizen   | a/b                        | limits[0].id      | lower-case letters",
                "per-citizen   | [a]                        | limits[0].id      | a value",
                "permits: 10   | permits: 0                 | limits[0].permits | a whole number from 1 to 1000000000",
                "permits: 10   | permits: -1                | limits[0].permits | a whole number from 1 to 1000000000",
                "permits: 10   | permits: 1000000001        | limits[0].permits | a whole number from 1 to 1000000000",
                "permits: 10   | permits: 9223372036854775808 | limits[0].permits | a whole number from 1 to",
                "permits: 10   | permits: 18446744073709551617 | limits[0].permits | a whole number from 1 to",
                "permits: 10   | permits: 1.5               | limits[0].permits | a whole number from 1 to 1000000000",
                "permits: 10,  | ''                         | limits[0].permits | a value",
                "window: 1m    | window: 0s                 | limits[0].window  | from 1s to 744h",
                "window: 1m    | window: 999ms              | limits[0].window  | from 1s to 744h",
                "window: 1m    | window: 745h               | limits[0].window  | from 1s to 744h",
                "window: 1m    | window: -1m                | limits[0].window  | a whole number with a unit",
                "window: 1m    | window: 60                 | limits[0].window  | a whole number with a unit",
                "window: 1m    | window: 9999999999999h     | limits[0].window  | a whole number with a unit",
                "window: 1m,   | ''                         | limits[0].window  | a value",
                "burst: 5      | burst: 0                   | limits[0].burst   | a whole number from 1 to 1000000000",
                "burst: 5      | burst: 1e3                 | limits[0].burst   | a whole number from 1 to 1000000000",
                "mode: shadow  | mode: off                  | limits[0].mode    | one of enforce, shadow",
                "mode: shadow  | mode: SHADOW               | limits[0].mode    | one of enforce, shadow",
                "[citizen, route] | [citizen, planet]       | limits[0].per[1]  | one of citizen, application, address",
                "[citizen, route] | [route, route]          | limits[0].per[1]  | each value once",
                "[citizen, route] | []                      | limits[0].per     | a list of at least one of citizen",
                "mode: shadow  | color: red                 | limits[0].color   | one of id, permits, window, burst, per",
            })
    void everyMistakeInALimitNamesItsField(String sound, String wrong, String field, String expected) {
        String yaml = LIMIT.replace(sound, wrong);

        assertThat(yaml).isNotEqualTo(LIMIT);
        assertThat(problems(Kind.REGION, yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.expected()).contains(expected);
            assertThat(problem.line()).isEqualTo(1);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "deadline: 0ms                      | deadline                  | from 1ms to 24h",
                "deadline: 25h                      | deadline                  | from 1ms to 24h",
                "deadline: ~                        | deadline                  | a whole number with a unit",
                "deadline: [5s]                     | deadline                  | a value",
                "priority: urgent                   | priority                  | one of critical, normal, bulk",
                "retry: { attempts: 0 }             | retry.attempts            | a whole number from 1 to 5",
                "retry: { attempts: 6 }             | retry.attempts            | a whole number from 1 to 5",
                "retry: { backoff: 11s }            | retry.backoff             | from 1ms to 10s",
                "retry: { budget: 101% }            | retry.budget              | from 0% to 100%",
                "retry: { budget: 20 }              | retry.budget              | from 0% to 100%",
                "retry: { minimum: -1 }             | retry.minimum             | from 0 to 10000",
                "retry: { with-idempotency-key: yes } | retry.with-idempotency-key | true or false",
                "breaker: { failure-rate: 0% }      | breaker.failure-rate      | from 1% to 100%",
                "breaker: { slow-rate: 0% }         | breaker.slow-rate         | from 1% to 100%",
                "breaker: { slow-after: 2h }        | breaker.slow-after        | from 1ms to 1h",
                "breaker: { window: 10001 }         | breaker.window            | from 1 to 10000",
                "breaker: { window: 4294967297 }    | breaker.window            | from 1 to 10000",
                "breaker: { minimum-calls: 0 }      | breaker.minimum-calls     | from 1 to 10000",
                "breaker: { open-for: 99ms }        | breaker.open-for          | from 100ms to 1h",
                "breaker: { probes: 0 }             | breaker.probes            | from 1 to 1000",
                "concurrency: { minimum: 0 }        | concurrency.minimum       | from 1 to 100000",
                "concurrency: { initial: 100001 }   | concurrency.initial       | from 1 to 100000",
                "concurrency: { maximum: 0 }        | concurrency.maximum       | from 1 to 100000",
                "concurrency: { normal-share: 0% }  | concurrency.normal-share  | from 1% to 100%",
                "concurrency: { bulk-share: 101% }  | concurrency.bulk-share    | from 1% to 100%",
                "concurrency: 5                     | concurrency               | a mapping",
                "limits: 5                          | limits                    | a list",
                "limits: [5]                        | limits[0]                 | a mapping",
                "weight: 2                          | weight                    | set for a route only",
                "colour: red                        | colour                    | one of limits, deadline, priority",
                "breaker: { colour: red }           | breaker.colour            | one of failure-rate, slow-rate",
                "retry.attempts: 3                  | retry.attempts            | one of limits, deadline",
            })
    void everyMistakeInASettingNamesItsField(String yaml, String field, String expected) {
        assertThat(problems(Kind.REGION, yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.expected()).contains(expected);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ROUTE       | weight: 0                    | weight          | from 1 to 1000000",
                "ROUTE       | weight: 1000001              | weight          | from 1 to 1000000",
                "ROUTE       | breaker: { window: 5 }       | breaker.window  | region, department only",
                "ROUTE       | concurrency: { maximum: 5 }  | concurrency.maximum | region, department only",
                "ROUTE       | retry: { budget: 5% }        | retry.budget    | region, department only",
                "DEPARTMENT  | weight: 2                    | weight          | route only",
                "APPLICATION | weight: 2                    | weight          | route only",
                "APPLICATION | retry: { attempts: 1 }       | retry.attempts  | region, department, route only",
                "APPLICATION | breaker: { window: 5 }       | breaker.window  | region, department only",
            })
    void aSettingAtAPlaceThatCannotHaveItIsRefused(Kind kind, String yaml, String field, String expected) {
        assertThat(problems(kind, yaml)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.expected()).contains(expected);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "concurrency: { minimum: 11, maximum: 10 }            | concurrency.minimum",
                "concurrency: { minimum: 11, initial: 10 }            | concurrency.minimum",
                "concurrency: { initial: 11, maximum: 10 }            | concurrency.initial",
                "concurrency: { bulk-share: 90%, normal-share: 80% }  | concurrency.bulk-share",
                "breaker: { minimum-calls: 11, window: 10 }           | breaker.minimum-calls",
            })
    void valuesOfOneDocumentThatDoNotFitTogetherAreRefused(String yaml, String field) {
        assertThat(problems(Kind.DEPARTMENT, yaml))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo(field));
    }

    @Test
    void valuesThatAreEqualFitTogether() {
        assertThat(problems(
                        Kind.DEPARTMENT,
                        "{ concurrency: { minimum: 1, initial: 1, maximum: 1, bulk-share: 5%, normal-share: 5% },"
                                + " breaker: { minimum-calls: 7, window: 7 } }"))
                .isEmpty();
    }

    @Test
    void twoLimitsOfOneIdAreRefused() {
        String one = "{ id: a, permits: 1, window: 1s, per: [citizen] }";

        assertThat(problems(Kind.REGION, "limits: [" + one + ", " + one + "]"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("limits[1].id"));
    }

    @Test
    void moreLimitsThanAPlaceMayHaveAreRefused() {
        String many = IntStream.range(0, 21)
                .mapToObj(i -> "{ id: l" + i + ", permits: 1, window: 1s, per: [citizen] }")
                .collect(Collectors.joining(", ", "limits: [", "]"));

        assertThat(problems(Kind.REGION, many)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("limits");
            assertThat(problem.value()).isEqualTo("21 limits");
        });
    }

    @Test
    void allMistakesOfADocumentAreFoundAtOnce() {
        List<DocumentProblem> problems = problems(Kind.REGION, """
                limits:
                  - { id: a, permits: 0, window: 0s, per: [planet] }
                deadline: 25h
                retry: { attempts: 9 }
                nonsense: 1
                """);

        assertThat(problems)
                .extracting(DocumentProblem::field, DocumentProblem::line)
                .containsExactlyInAnyOrder(
                        tuple("limits[0].permits", 2),
                        tuple("limits[0].window", 2),
                        tuple("limits[0].per[0]", 2),
                        tuple("deadline", 3),
                        tuple("retry.attempts", 4),
                        tuple("nonsense", 5));
    }

    @ParameterizedTest
    @EnumSource(Kind.class)
    void anUnknownFieldIsRefusedAtEveryPlace(Kind kind) {
        assertThat(problems(kind, "deadlne: 5s"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("deadlne"));
    }
}
