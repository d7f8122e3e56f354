package org.palmgateway.routes.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.routes.bundle.BundleReading.Broken;
import org.palmgateway.routes.bundle.BundleReading.Sound;
import org.palmgateway.routes.document.DocumentProblem;
import org.palmgateway.routes.model.CacheAudience;
import org.palmgateway.routes.model.Caching;
import org.palmgateway.routes.region.Divisions;

class CachingReaderTest {

    private static final String BUNDLE = """
            departments:
              - id: fund
                name: { zh: 公积金中心, en: Fund }
                region: 330100
                passport: %s
                upstreams: [{ id: main, url: "http://127.0.0.1:9100/fund" }]
            routes:
              - id: fund.rates
                name: { zh: 利率, en: Rates }
                match: { methods: [%s], path: /fund/rates }
                access: { audience: %s }
                %s
            """;

    private static BundleReading read(String passport, String methods, String access, String cache) {
        return new BundleReader(Divisions.zhejiang())
                .read("fund", "fund.yaml", BUNDLE.formatted(passport, methods, access, cache));
    }

    @Test
    void aRouteThatSaysNothingIsNotCached() {
        Sound sound = (Sound) read("signed", "GET", "citizen", "");

        assertThat(sound.bundle().routes().get(0).caching()).isNull();
    }

    @Test
    void audienceAndFieldsAreReadWithNamesInLowerCase() {
        Sound sound = (Sound)
                read("signed", "GET", "citizen", "cache: { audience: application, request-fields: [App-Version] }");

        assertThat(sound.bundle().routes().get(0).caching())
                .isEqualTo(new Caching(CacheAudience.APPLICATION, new TreeSet<>(Set.of("app-version"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "signed   | GET  | public  | user        | routes[0].cache.audience | public or region",
                "signed   | GET  | public  | application | routes[0].cache.audience | public or region",
                "exchange | GET  | citizen | application | routes[0].cache.audience | public, region or user",
                "signed   | GET  | citizen | everyone    | routes[0].cache.audience | one of public, region, application, user",
                "signed   | POST | citizen | user        | routes[0].cache          | a route with GET"
            })
    void audienceThatTheRouteCannotHaveIsRefused(
            String passport, String methods, String access, String audience, String field, String expected) {
        List<DocumentProblem> problems =
                ((Broken) read(passport, methods, access, "cache: { audience: %s }".formatted(audience))).problems();

        assertThat(problems)
                .singleElement()
                .satisfies(problem ->
                        assertThat(problem.toString()).contains(field + ": ").contains("(expected: " + expected));
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization",
        "Cookie",
        "Cookie2",
        "X-Forwarded-Host",
        "X-Forwarded-Scheme",
        "X-Original-URL",
        "Palm-Region",
        "Host",
        "Accept-Encoding",
        "Range",
        "a b",
        "x_forwarded_host"
    })
    void fieldThatTellsCallersApartOrMisleadsIsRefused(String name) {
        List<DocumentProblem> problems = ((Broken) read(
                        "signed",
                        "GET",
                        "citizen",
                        "cache: { audience: public, request-fields: ['%s'] }".formatted(name)))
                .problems();

        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.field()).isEqualTo("routes[0].cache.request-fields[0]"));
    }

    @Test
    void moreFieldsThanAreSensibleAreRefused() {
        Broken broken = (Broken)
                read("signed", "GET", "citizen", "cache: { audience: public, request-fields: [a,b,c,d,e,f,g,h,i] }");

        assertThat(broken.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).contains("9 names (expected: at most 8)"));
    }
}
