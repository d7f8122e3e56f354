package org.palmgateway.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Holds the dashboard, the alerts and what is written about them against the numbers that a gateway really shows. */
class ObservabilityTest {

    private static final String DASHBOARD = "observability/grafana-dashboard.json";
    private static final String ALERTS = "observability/alerts.yaml";

    /** What Prometheus itself adds to every series. */
    private static final Set<String> OF_TARGETS = Set.of("instance", "job");

    private static final Pattern NAME = Pattern.compile("\\bpalm_[a-z0-9_]+");
    private static final Pattern SELECTOR = Pattern.compile("(palm_[a-z0-9_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*[=!]");
    private static final Pattern GROUPING = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern SERIES = Pattern.compile("(?m)^(palm_\\w+)(?:\\{(.*)})? \\S+$");
    private static final Pattern FAMILY = Pattern.compile("(?m)^# TYPE (palm_\\w+) ");

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment((request, response) -> switch (request.uri()) {
        case "/kept/a" -> response.header("Cache-Control", "max-age=60").sendString(Mono.just("kept"));
        case "/kept/private" -> response.header("Cache-Control", "private").sendString(Mono.just("not kept"));
        default -> response.status(503).send();
    });

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static TestGateway sharing;
    private static String operator;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330100", DEPARTMENT.url(), """
                                        policy:
                                          limits: [{ id: all, permits: 1000, window: 1m, per: [department] }]
                                          breaker: { window: 1, minimum-calls: 1, failure-rate: 1% }""")
                                .route("d.open", "GET", "/open", "audience: public")
                                .toString(),
                        "k",
                        BundleText.of("k", "330100", DEPARTMENT.url())
                                .route(
                                        "k.kept",
                                        "GET",
                                        "/kept/{id}",
                                        "audience: public",
                                        "cache: { audience: public }",
                                        "policy: { cache: { check-every: 1 } }")
                                .toString()));
        // Some numbers are shown only where nodes count together, even if Redis is out of reach.
        sharing = TestGateway.start(
                directory.resolve("sharing"), ISSUER, Map.of(), "--palm.limits.redis.uri=redis://127.0.0.1:1");
        operator = "Bearer "
                + ISSUER.token(
                        claims -> claims.claim("palm_audience", "governor").claim("roles", List.of("operator")));
        // Charged to the limit, called, failed, repeated, and then shed, since the one failure opens the breaker.
        assertThat(gateway.get("/open", "Palm-Region", "330100").statusCode()).isEqualTo(503);
        // Stored, then given and checked; and refused.
        for (String path : List.of("/kept/a", "/kept/a", "/kept/private")) {
            assertThat(gateway.get(path).statusCode()).isEqualTo(200);
        }
    }

    @AfterAll
    static void stop() {
        gateway.close();
        sharing.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {DASHBOARD, ALERTS, "observability/README.md", "../docs/policies.md"})
    void everyMetricThatIsNamedIsShown(String file) throws IOException {
        Set<String> named =
                all(NAME, text(file)).map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new));

        // Gauges of departments come a moment after the first call.
        TestGateway.becomes(Duration.ofSeconds(20), () -> names(metrics()).containsAll(named));

        assertThat(named).isNotEmpty();
        assertThat(names(metrics())).containsAll(named);
    }

    @Test
    void everyLabelThatIsAskedForIsOneOfTheMetrics() throws IOException {
        List<String> expressions = new ArrayList<>(expressionsOfTheDashboard());
        rules().forEach(rule -> expressions.add(String.valueOf(rule.get("expr"))));
        Set<String> used = all(NAME, String.join(" ", expressions))
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
        TestGateway.becomes(Duration.ofSeconds(20), () -> names(metrics()).containsAll(used));
        Map<String, Set<String>> labels = labels(metrics());

        for (String expression : expressions) {
            all(SELECTOR, expression)
                    .forEach(selector -> assertThat(labels.getOrDefault(selector.group(1), Set.of()))
                            .as(expression)
                            .containsAll(all(MATCHER, selector.group(2))
                                    .map(matcher -> matcher.group(1))
                                    .toList()));
            Set<String> ofAny = new HashSet<>(OF_TARGETS);
            all(NAME, expression).forEach(name -> ofAny.addAll(labels.getOrDefault(name.group(), Set.of())));
            all(GROUPING, expression)
                    .forEach(grouping -> assertThat(ofAny)
                            .as(expression)
                            .containsAll(Arrays.asList(grouping.group(1).split(", ", -1))));
        }
    }

    @Test
    void theDashboardHasItsVariablesAndEveryPanelAsksForSomething() throws IOException {
        JsonNode dashboard = JsonMapper.shared().readTree(text(DASHBOARD));

        assertThat(dashboard
                        .path("templating")
                        .path("list")
                        .valueStream()
                        .map(each -> each.path("name").asString()))
                .containsExactly("datasource", "department");
        assertThat(dashboard
                        .path("panels")
                        .valueStream()
                        .map(panel -> panel.path("id").asInt()))
                .doesNotHaveDuplicates();
        assertThat(dashboard.path("panels").valueStream())
                .allSatisfy(panel -> assertThat(panel.path("type").asString().equals("row")
                                || !panel.path("targets").isEmpty())
                        .as(panel.path("title").asString())
                        .isTrue());
        assertThat(expressionsOfTheDashboard()).isNotEmpty().doesNotContain("");
    }

    @Test
    void everyAlertSaysWhatIsWrongAndHowBadThatIs() throws IOException {
        assertThat(rules()).isNotEmpty().allSatisfy(rule -> {
            assertThat(rule.get("alert")).asString().matches("Palm[A-Za-z]+");
            assertThat(mapping(rule.get("annotations")).get("summary"))
                    .asString()
                    .isNotBlank();
            assertThat(mapping(rule.get("labels")).get("severity")).isIn("warning", "critical");
        });
        assertThat(rules()).extracting(rule -> rule.get("alert")).doesNotHaveDuplicates();
    }

    private static String text(String file) throws IOException {
        return Files.readString(Path.of(file), StandardCharsets.UTF_8);
    }

    private static Stream<MatchResult> all(Pattern pattern, String text) {
        return pattern.matcher(text).results();
    }

    private static List<String> expressionsOfTheDashboard() throws IOException {
        return JsonMapper.shared()
                .readTree(text(DASHBOARD))
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .toList();
    }

    private static List<Map<?, ?>> rules() throws IOException {
        Map<?, ?> alerts = mapping(new Load(LoadSettings.builder().build()).loadFromString(text(ALERTS)));
        List<Map<?, ?>> rules = new ArrayList<>();
        for (Object group : (List<?>) alerts.get("groups")) {
            ((List<?>) mapping(group).get("rules")).forEach(rule -> rules.add(mapping(rule)));
        }
        return rules;
    }

    private static Map<?, ?> mapping(Object value) {
        assertThat(value).isInstanceOf(Map.class);
        return (Map<?, ?>) value;
    }

    private static String metrics() {
        return metrics(gateway) + metrics(sharing);
    }

    private static String metrics(TestGateway of) {
        HttpResponse<String> answer = of.admin("/metrics", "Authorization", operator);
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    /** The names of series, and those of families such as that of a histogram. */
    private static Set<String> names(String metrics) {
        return Stream.concat(all(SERIES, metrics), all(FAMILY, metrics))
                .map(each -> each.group(1))
                .collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> labels(String metrics) {
        Map<String, Set<String>> labels = new HashMap<>();
        all(SERIES, metrics).forEach(series -> {
            Set<String> ofName = labels.computeIfAbsent(series.group(1), name -> new HashSet<>());
            if (series.group(2) != null) {
                all(MATCHER, series.group(2)).forEach(label -> ofName.add(label.group(1)));
            }
        });
        return labels;
    }
}
