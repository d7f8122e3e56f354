package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.palmgateway.routes.policy.TestPolicies.policy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.policy.Policy;
import org.palmgateway.routes.policy.Target.Kind;
import org.palmgateway.routes.region.Divisions;

/** What bundles say about traffic, and about several upstreams. */
class BundlePolicyTest {

    private static final String BUNDLE = """
            departments:
              - id: fund
                name: { zh: 公积金中心, en: Fund }
                region: 330100
                upstreams:
                  - { id: one, url: "http://127.0.0.1:9100/" }
                  - { id: two, url: "http://127.0.0.1:9200/" }
                  - { id: three, url: "http://127.0.0.1:9300/" }
                policy: { concurrency: { maximum: 50 } }
            routes:
              - id: fund.balance
                name: { zh: 余额, en: Balance }
                match: { methods: [GET], path: "/fund" }
                access: { audience: public }
                upstream: { any-of: [three, one] }
                policy: { weight: 3 }
            """;

    @Test
    void departmentsAndRoutesSayWhatTheyHaveToSay() {
        Bundle bundle = sound(BUNDLE);

        assertThat(bundle.departments().get(0).policy())
                .isEqualTo(policy(Kind.DEPARTMENT, "concurrency: { maximum: 50 }"));
        assertThat(bundle.routes().get(0).policy()).isEqualTo(policy(Kind.ROUTE, "weight: 3"));
    }

    @Test
    void whoSaysNothingHasNoPolicy() {
        Bundle bundle = sound(BUNDLE.replace("    policy: { concurrency: { maximum: 50 } }\n", "")
                .replace("    policy: { weight: 3 }\n", ""));

        assertThat(bundle.departments().get(0).policy()).isEqualTo(Policy.NONE);
        assertThat(bundle.routes().get(0).policy()).isEqualTo(Policy.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "maximum: 50       | maximum: 0          | departments[0].policy.concurrency.maximum | 9",
                "maximum: 50       | most: 5             | departments[0].policy.concurrency.most    | 9",
                "'concurrency: { maximum: 50 }' | weight: 2 | departments[0].policy.weight            | 9",
                "'{ concurrency: { maximum: 50 } }' | fast   | departments[0].policy                   | 9",
                "weight: 3         | weight: 0           | routes[0].policy.weight                   | 16",
                "weight: 3         | breaker: { window: 5 } | routes[0].policy.breaker.window        | 16",
                "weight: 3         | limits: [{ id: a, permits: 0, window: 1s, per: [citizen] }] | routes[0].policy.limits[0].permits | 16",
                "weight: 3         | wait: 3             | routes[0].policy.wait                     | 16",
                "'[three, one]'    | '[three, four]'     | routes[0].upstream.any-of[1]              | 15",
                "'[three, one]'    | '[one, one]'        | routes[0].upstream.any-of[1]              | 15",
                "'[three, one]'    | []                  | routes[0].upstream.any-of                 | 15",
                "'any-of: [three, one]' | 'id: one, any-of: [two]' | routes[0].upstream.any-of        | 15",
                "'any-of: [three, one]' | 'id: four'     | routes[0].upstream.id                     | 15",
            })
    void everyMistakeNamesItsFieldAndLine(String sound, String wrong, String field, int line) {
        String broken = BUNDLE.replace(sound, wrong);

        assertThat(broken).isNotEqualTo(BUNDLE);
        assertThat(problems(broken)).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.line()).isEqualTo(line);
        });
    }

    @Test
    void aRouteGoesToTheUpstreamsThatItNames() {
        assertThat(sound(BUNDLE).routes().get(0).upstreams()).containsExactly("three", "one");
        assertThat(sound(BUNDLE.replace("any-of: [three, one]", "id: two"))
                        .routes()
                        .get(0)
                        .upstreams())
                .containsExactly("two");
    }

    @Test
    void aRouteThatNamesNoneGoesToAllUpstreamsOfItsDepartment() {
        assertThat(sound(BUNDLE.replace("any-of: [three, one]", "path: /fund"))
                        .routes()
                        .get(0)
                        .upstreams())
                .containsExactly("one", "two", "three");
    }

    private static Bundle sound(String text) {
        return assertThat(read(text))
                .asInstanceOf(type(BundleReading.Sound.class))
                .actual()
                .bundle();
    }

    private static List<DocumentProblem> problems(String text) {
        return assertThat(read(text))
                .asInstanceOf(type(BundleReading.Broken.class))
                .actual()
                .problems();
    }

    private static BundleReading read(String text) {
        return new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", text);
    }
}
