package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.bundle.BundleReading.Broken;
import org.palmgateway.routes.bundle.BundleReading.Sound;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Bundle;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Origin;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Timeouts;
import org.palmgateway.routes.region.Divisions;

class BundleReaderTest {

    private static final String SOUND = """
            departments:
              - id: fund
                name: { zh: 公积金中心, en: Fund }
                region: 330100
                claims: [name]
                upstreams:
                  - { id: main, url: "http://127.0.0.1:9100/fund" }
            routes:
              - id: fund.balance
                name: { zh: 余额, en: Balance }
                match: { methods: [GET], path: "/fund/{account}" }
                access: { audience: citizen, scopes: [fund.read] }
                upstream: { path: "/api/{account}" }
                timeouts: { first-byte: 500ms }
            """;

    @Test
    void aSoundBundleIsReadWithItsDefaults() {
        Bundle bundle = sound("fund.yaml", SOUND);

        Route route = bundle.routes().get(0);
        assertThat(route.department()).isEqualTo("fund");
        assertThat(route.region()).isEqualTo("330100");
        assertThat(route.upstreams()).containsExactly("main");
        assertThat(route.access().audience()).isEqualTo(Audience.CITIZEN);
        assertThat(route.access().scopes()).isEqualTo(Set.of("fund.read"));
        assertThat(route.timeouts())
                .isEqualTo(
                        new Timeouts(Timeouts.DEFAULT.connect(), Duration.ofMillis(500), Timeouts.DEFAULT.response()));
        assertThat(route.whenDown()).isEqualTo(Route.WhenDown.FAIL);
        assertThat(route.origin()).isEqualTo(new Origin("fund.yaml", 9));
        assertThat(bundle.departments().get(0).passport()).isEqualTo(Department.PassportKind.SIGNED);
    }

    @Test
    void theSameBundleMayBeWrittenInJson() {
        String json = """
                {"departments": [{"id": "fund", "name": {"zh": "公积金中心", "en": "Fund"}, "region": 330100,
                  "claims": ["name"], "upstreams": [{"id": "main", "url": "http://127.0.0.1:9100/fund"}]}],
                 "routes": [{"id": "fund.balance", "name": {"zh": "余额", "en": "Balance"},
                  "match": {"methods": ["GET"], "path": "/fund/{account}"},
                  "access": {"audience": "citizen", "scopes": ["fund.read"]},
                  "upstream": {"path": "/api/{account}"}, "timeouts": {"first-byte": "500ms"}}]}
                """;

        Bundle bundle = sound("fund.json", json);

        assertThat(bundle.departments())
                .usingRecursiveComparison()
                .ignoringFields("origin")
                .isEqualTo(sound("fund.yaml", SOUND).departments());
        assertThat(bundle.routes().get(0))
                .usingRecursiveComparison()
                .ignoringFields("origin")
                .isEqualTo(sound("fund.yaml", SOUND).routes().get(0));
    }

    @Test
    void allMistakesOfABundleAreFoundAtOnceEachWithItsPlace() {
        String bundle = SOUND.replace("region: 330100", "region: 990000")
                .replace("[GET]", "[get, TRACE]")
                .replace("citizen", "everyone")
                .replace("/api/{account}", "/api/{acount}")
                .replace("500ms", "500")
                .replace("name: { zh: 余额, en: Balance }", "nmae: 余额");

        assertThat(problems("fund.yaml", bundle))
                .extracting(DocumentProblem::toString)
                .satisfiesExactlyInAnyOrder(
                        p -> assertThat(p)
                                .startsWith("fund.yaml:4: departments[0].region: 990000 (expected: a six-digit"),
                        p -> assertThat(p).startsWith("fund.yaml:9: routes[0].name: missing"),
                        p -> assertThat(p)
                                .startsWith(
                                        "fund.yaml:10: routes[0].nmae: unknown field nmae (expected: one of id, name"),
                        p -> assertThat(p)
                                .startsWith(
                                        "fund.yaml:11: routes[0].match.methods[0]: get (expected: one of DELETE, GET"),
                        p -> assertThat(p).startsWith("fund.yaml:11: routes[0].match.methods[1]: TRACE"),
                        p -> assertThat(p)
                                .startsWith(
                                        "fund.yaml:12: routes[0].access.audience: everyone (expected: one of public, citizen"),
                        p -> assertThat(p)
                                .startsWith(
                                        "fund.yaml:13: routes[0].upstream.path: /api/{acount} (expected: only variables"),
                        p -> assertThat(p)
                                .startsWith(
                                        "fund.yaml:14: routes[0].timeouts.first-byte: 500 (expected: a whole number with a unit"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"departments\": [}          | 1",
                "{\"departments\": []          | 1",
                "[1, 2]                        | 1",
                "''                            | 1",
                "{\"a\": 1} {\"b\": 2}         | 1",
            })
    void malformedJsonIsNamedWithItsLine(String json, int line) {
        assertThat(problems("x.json", json)).first().satisfies(problem -> {
            assertThat(problem.file()).isEqualTo("x.json");
            assertThat(problem.line()).isEqualTo(line);
            assertThat(problem.expected()).isNotEmpty();
        });
    }

    @Test
    void malformedYamlIsNamedWithItsLine() {
        assertThat(problems("x.yaml", "departments:\n  - id: [unclosed\nroutes: }"))
                .first()
                .satisfies(problem -> assertThat(problem.line()).isEqualTo(3));
    }

    @Test
    void aNameThatStandsTwiceIsAMistake() {
        assertThat(problems("x.yaml", SOUND + "routes: []\n"))
                .anySatisfy(problem -> assertThat(problem.expected()).contains("each name once"));
    }

    @Test
    void anAliasIsRefusedBeforeItIsFollowed() {
        assertThat(problems("x.yaml", "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.value()).isEqualTo("an alias"));
    }

    @Test
    void aLineThatWouldTakeMinutesToReadIsRefused() {
        assertThat(problems("x.yaml", "departments: []\n# " + "x".repeat(10_000_000)))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.line()).isEqualTo(2);
                    assertThat(problem.value()).isEqualTo("a line of 10000002 characters");
                });
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "[".repeat(100_000);

        assertThat(problems("x.yaml", deep))
                .singleElement()
                .satisfies(p -> assertThat(p.value()).contains("deeper"));
        assertThat(problems("x.json", deep))
                .singleElement()
                .satisfies(p -> assertThat(p.value()).contains("deeper"));
    }

    @Test
    void twoRoutesWithTheSameIdAreRefused() {
        String twice = SOUND
                + SOUND.substring(SOUND.indexOf("  - id: fund.balance")).replace("/fund/{account}", "/other/{account}");

        assertThat(problems("x.yaml", twice))
                .singleElement()
                .satisfies(p -> assertThat(p.expected()).contains("x.yaml:9 has the same"));
    }

    @Test
    void twoRoutesInTheSamePlaceAreRefused() {
        String twice = SOUND
                + SOUND.substring(SOUND.indexOf("  - id: fund.balance"))
                        .replace("fund.balance", "fund.other")
                        .replace("{account}", "{other}");

        assertThat(problems("x.yaml", twice))
                .singleElement()
                .satisfies(p -> assertThat(p.expected()).contains("fund.balance at x.yaml:9 has the same"));
    }

    @Test
    void aPublicRouteCannotAskForScopes() {
        assertThat(problems("x.yaml", SOUND.replace("citizen", "public")))
                .singleElement()
                .satisfies(p -> assertThat(p.field()).isEqualTo("routes[0].access.audience"));
    }

    @ParameterizedTest
    @CsvSource({"ftp://host/x", "http:///x", "http://user@host/", "http://host/?q=1", "host:80"})
    void anUpstreamMustBeAPlainBaseUrl(String url) {
        assertThat(problems("x.yaml", SOUND.replace("http://127.0.0.1:9100/fund", url)))
                .anySatisfy(p -> assertThat(p.field()).isEqualTo("departments[0].upstreams[0].url"));
    }

    private static Bundle sound(String file, String text) {
        BundleReading reading = new BundleReader(Divisions.zhejiang()).read("fund", file, text);
        return assertThat(reading).asInstanceOf(type(Sound.class)).actual().bundle();
    }

    private static List<DocumentProblem> problems(String file, String text) {
        BundleReading reading = new BundleReader(Divisions.zhejiang()).read("fund", file, text);
        return assertThat(reading).asInstanceOf(type(Broken.class)).actual().problems();
    }
}
