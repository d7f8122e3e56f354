package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.bundle.BundleReading.Broken;
import org.palmgateway.routes.bundle.BundleReading.Sound;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Example;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.region.Divisions;

class ExampleReaderTest {

    private static final String BUNDLE = """
            departments:
              - id: fund
                name: { zh: 公积金中心, en: Fund }
                region: 330100
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/fund" }]
            routes:
              - id: fund.rates
                name: { zh: 利率, en: Rates }
                match: { methods: [GET], path: /fund/rates }
                access: { audience: citizen }
            examples:
              %s
            """;

    private static BundleReading read(String examples) {
        return new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", BUNDLE.formatted(examples));
    }

    @Test
    void anExampleIsReadWithAllThatItSays() {
        Sound sound = (Sound) read("""
                - id: rates
                    request: { method: GET, path: /fund/rates, region: 330106, audience: citizen, scopes: [a], roles: [b], assurance: 2, application: app }
                    expect: { route: fund.rates, policy: { deadline: 10s, "limit department/fund/all": "{}" } }
                """);

        assertThat(sound.bundle().examples())
                .containsExactly(new Example(
                        "rates",
                        new Example.Request(
                                "GET", "/fund/rates", "330106", Audience.CITIZEN, Set.of("a"), Set.of("b"), 2, "app"),
                        new Example.Expectation(
                                "fund.rates", null, null, Map.of("deadline", "10s", "limit department/fund/all", "{}")),
                        new Origin("fund.yaml", 12)));
    }

    @Test
    void aRequestNeedsOnlyMethodAndPath() {
        Sound sound = (Sound)
                read("- { id: x, request: { method: HEAD, path: /y }, expect: { status: 404, code: unknown-path } }");

        assertThat(sound.bundle().examples()).singleElement().satisfies(example -> {
            assertThat(example.request())
                    .isEqualTo(new Example.Request("HEAD", "/y", null, null, Set.of(), Set.of(), 0, ""));
            assertThat(example.expected()).isEqualTo(new Example.Expectation(null, 404, "unknown-path", Map.of()));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "method: TRACE, path: /x | route: a | examples[0].request.method",
                "method: GET, path: x | route: a | examples[0].request.path",
                "method: GET, path: '/x?y=1' | route: a | examples[0].request.path",
                "method: GET, path: /x, region: 440000 | route: a | examples[0].request.region",
                "method: GET, path: /x, audience: public | route: a | examples[0].request.audience",
                "method: GET, path: /x, assurance: high | route: a | examples[0].request.assurance",
                "method: GET, path: /x, query: y | route: a | examples[0].request.query",
                "method: GET, path: /x | '' | examples[0].expect",
                "method: GET, path: /x | status: 200 | examples[0].expect.status",
                "method: GET, path: /x | answer: a | examples[0].expect",
                "method: GET, path: /x | policy: { haste: 1s } | examples[0].expect.policy.haste"
            })
    void whatIsWrongIsNamed(String request, String expected, String field) {
        Broken broken = (Broken) read("- { id: x, request: { %s }, expect: { %s } }".formatted(request, expected));

        assertThat(broken.problems()).extracting(DocumentProblem::field).contains(field);
    }

    @Test
    void twoExamplesOfOneIdAreRefused() {
        Broken broken = (Broken) read(String.join(
                "\n  ",
                List.of(
                        "- { id: x, request: { method: GET, path: /a }, expect: { code: unknown-path } }",
                        "- { id: x, request: { method: GET, path: /b }, expect: { code: unknown-path } }")));

        assertThat(broken.problems())
                .extracting(DocumentProblem::toString)
                .containsExactly(
                        "fund.yaml:13: examples[1].id: x (expected: an id that no other example of the bundle has)");
    }
}
