package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.bundle.BundleReading.Broken;
import org.palmgateway.routes.bundle.BundleReading.Sound;
import org.palmgateway.routes.compose.Branch;
import org.palmgateway.routes.model.Answer;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.path.PathPattern;
import org.palmgateway.routes.region.Divisions;

class AnswerReaderTest {

    private static final String BUNDLE = """
            departments:
              - id: fund
                name: { zh: 公积金中心, en: Fund }
                region: 330100
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/fund" }]
            routes:
              - id: fund.home
                name: { zh: 首页, en: Home }
                match: { methods: [%s], path: "/home/{account}" }
                access: { audience: citizen }
                %s
            """;

    private static BundleReading read(String methods, String more) {
        return new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", BUNDLE.formatted(methods, more));
    }

    private static Route route(String methods, String more) {
        return ((Sound) read(methods, more)).bundle().routes().get(0);
    }

    @Test
    void aRouteThatSaysNothingIsForwardedToAllUpstreamsUnderItsOwnPath() {
        Route route = route("GET", "");

        assertThat(route.answer()).isEqualTo(new Answer.Forwarded(List.of("main"), route.pattern(), null));
        assertThat(route.composition()).isNull();
        assertThat(route.composedBy()).isEmpty();
    }

    private static BundleReading split(String upstream) {
        String two = BUNDLE.replace("/fund\" }]", "/fund\" }, { id: next, url: \"http://127.0.0.1:9101/\" }]");
        return new BundleReader(Divisions.zhejiang()).read("fund", "fund.yaml", two.formatted("GET", upstream));
    }

    @Test
    void aShareOfTheCallersIsGivenAnotherVersion() {
        Route route = ((Sound) split("upstream: { canary: { share: 10%, id: next, path: \"/v2/{account}\" } }"))
                .bundle()
                .routes()
                .get(0);

        assertThat(route.answer())
                .isEqualTo(new Answer.Forwarded(
                        List.of("main"),
                        route.pattern(),
                        new Answer.Canary(10, List.of("next"), PathPattern.of("/v2/{account}"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "canary: { share: 10%, any-of: [main, next] }         | upstream.canary",
                "canary: { share: 10% }                               | upstream.canary.any-of",
                "canary: { id: next }                                 | upstream.canary.share",
                "canary: { share: 0%, id: next }                      | upstream.canary.share",
                "canary: { share: 10%, id: other }                    | upstream.canary.id",
                "canary: { share: 10%, id: next, path: \"/{other}\" } | upstream.canary.path",
                "canary: { share: 10%, id: next, weight: 1 }          | upstream.canary.weight"
            })
    void whatIsWrongWithAnotherVersionIsNamed(String upstream, String field) {
        assertThat(((Broken) split("upstream: { " + upstream + " }")).problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("routes[0]." + field));
    }

    @Test
    void aComposedRouteHasBranchesAndNoUpstream() {
        Route route = route(
                "GET",
                "compose: { branches: [{ id: rates, department: fund, path: \"/rates/{a}\","
                        + " with: { a: /request/path/account } }] }");

        assertThat(route.composition()).isNotNull();
        assertThat(route.composition().branches()).extracting(Branch::id).containsExactly("rates");
        assertThat(route.upstreamPath()).isEqualTo(route.pattern());
    }

    @Test
    void aRouteSaysWhoseCompositionsMayCallIt() {
        assertThat(route("GET", "composed-by: [zj-home, any]").composedBy()).isEqualTo(Set.of("zj-home", "any"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET  | upstream: { id: main }           | routes[0].upstream",
                "GET  | when-down: fail                  | routes[0].when-down",
                "GET  | websocket: true                  | routes[0].websocket",
                "GET  | cache: { audience: user }        | routes[0].cache",
            })
    void whatIsForUpstreamsHasNoMeaningInAComposedRoute(String methods, String more, String field) {
        BundleReading reading =
                read(methods, "compose: { branches: [{ id: a, department: fund, path: /a }] }\n    " + more);

        assertThat(((Broken) reading).problems()).anySatisfy(problem -> {
            assertThat(problem.field()).isEqualTo(field);
            assertThat(problem.expected()).contains("branches");
        });
    }

    @ParameterizedTest
    @CsvSource({"'GET', POST", "'GET, POST', PUT", "'OPTIONS, POST', DELETE"})
    void whatCallersMayTakeForSafeChangesNothingAnywhere(String methods, String branch) {
        BundleReading reading = read(
                methods,
                "compose: { branches: [{ id: a, department: fund, method: %s, path: /a }] }".formatted(branch));

        assertThat(((Broken) reading).problems()).singleElement().satisfies(problem -> {
            assertThat(problem.field()).isEqualTo("routes[0].compose.branches");
            assertThat(problem.value()).isEqualTo(branch + " of a");
        });
    }

    @Test
    void aRequestThatIsMeantToChangeSomethingMayDoSoAtItsBranches() {
        String compose = "compose: { branches: [{ id: a, department: fund, method: PUT, path: /a }] }";

        assertThat(route("POST", compose).composition()).isNotNull();
    }
}
