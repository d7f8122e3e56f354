package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.asking;
import static org.palmgateway.gateway.cache.rule.TestMessages.saying;
import static org.palmgateway.gateway.cache.rule.TestMessages.seconds;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.cache.rule.Reuse.Fresh;
import org.palmgateway.gateway.cache.rule.Reuse.StaleAccepted;
import org.palmgateway.gateway.cache.rule.Reuse.StaleMeanwhile;
import org.palmgateway.gateway.cache.rule.Reuse.Validate;

class ReuseTest {

    private static final Reuse STALE = new Validate(false, true);
    private static final Reuse FRESH_BUT_UNWANTED = new Validate(false, false);

    /** Of a response that is fresh for a minute, by a route that gives nothing stale. */
    private static Reuse reuse(long age, String response, String request) {
        return reuse(age, response, request, 0, 0);
    }

    private static Reuse reuse(long age, String response, String request, long meanwhile, long onError) {
        return Reuse.of(
                seconds(age),
                new Freshness(seconds(60), true),
                saying(response),
                asking(request),
                seconds(meanwhile),
                seconds(onError));
    }

    @Test
    void section4_2_responseIsFreshWhileItsAgeIsLessThanItsLifetime() {
        assertThat(reuse(0, "", "")).isEqualTo(new Fresh(seconds(60)));
        assertThat(reuse(59, "", "")).isEqualTo(new Fresh(seconds(1)));
        assertThat(reuse(60, "", "")).isEqualTo(STALE);
        assertThat(reuse(61, "", "")).isEqualTo(STALE);
    }

    @Test
    void section4_2_responseWithoutLifetimeIsNeverFresh() {
        Reuse reuse = Reuse.of(
                Duration.ZERO,
                new Freshness(Duration.ZERO, false),
                saying(""),
                RequestControl.NONE,
                Duration.ZERO,
                Duration.ZERO);

        assertThat(reuse).isEqualTo(STALE);
    }

    @Test
    void section4_2_4_staleResponseIsNotGivenWhereNothingAllowsIt() {
        assertThat(reuse(61, "public, max-age=60", "")).isEqualTo(STALE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "s-maxage=60", "no-cache", "MUST-Revalidate"})
    void section4_2_4_whatForbidsStaleWinsOverAllThatAllowsIt(String forbidding) {
        String response = forbidding + ", stale-while-revalidate=600, stale-if-error=600";

        Reuse reuse = reuse(61, response, "max-stale, stale-if-error=600", 600, 600);

        assertThat(reuse).isEqualTo(STALE);
        assertThat(Reuse.usableStale(saying(response), seconds(600), seconds(600)))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "s-maxage=60"})
    void section5_2_2_2_mustRevalidateLetsFreshResponsesBe(String response) {
        assertThat(reuse(59, response, "")).isEqualTo(new Fresh(seconds(1)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-cache", "no-cache, max-age=60", "no-cache=\"\"", "no-cache=\"X-Name\", No-Cache"})
    void section5_2_2_4_noCacheResponseIsValidatedEachTime(String response) {
        assertThat(reuse(0, response, "")).isEqualTo(FRESH_BUT_UNWANTED);
        assertThat(reuse(0, response, "max-stale", 600, 600)).isEqualTo(FRESH_BUT_UNWANTED);
        assertThat(reuse(61, response, "")).isEqualTo(STALE);
    }

    @Test
    void section5_2_2_4_noCacheWithFieldNamesLetsTheRestBeGiven() {
        assertThat(reuse(0, "no-cache=\"X-Name\"", "")).isEqualTo(new Fresh(seconds(60)));
    }

    @ParameterizedTest
    @CsvSource({"59, true", "60, true", "61, false"})
    void section5_2_1_1_maxAgeOfTheRequestBoundsTheAge(long age, boolean given) {
        Reuse reuse = Reuse.of(
                seconds(age),
                new Freshness(seconds(600), true),
                saying(""),
                asking("max-age=60"),
                Duration.ZERO,
                Duration.ZERO);

        assertThat(reuse).isEqualTo(given ? new Fresh(seconds(600 - age)) : FRESH_BUT_UNWANTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"max-age=0", "max-age=5, max-age=600", "max-age=x", "max-age", "max-age=-1", "max-age=\"5\""})
    void section5_2_1_1_requestThatWantsAYoungerOneHasItValidated(String request) {
        assertThat(reuse(6, "", request)).isEqualTo(FRESH_BUT_UNWANTED);
    }

    @Test
    void section5_2_1_1_maxAgeWithoutMaxStaleTakesNothingStale() {
        assertThat(reuse(61, "stale-while-revalidate=600", "max-age=600")).isEqualTo(STALE);
        assertThat(reuse(61, "", "max-age=600, max-stale=10")).isEqualTo(new StaleAccepted());
        assertThat(reuse(61, "", "max-age=60, max-stale=10")).isEqualTo(STALE);
    }

    @ParameterizedTest
    @CsvSource({"60, true", "70, true", "71, false"})
    void section5_2_1_2_maxStaleTakesThatMuchStaleness(long age, boolean given) {
        assertThat(reuse(age, "", "max-stale=10")).isEqualTo(given ? new StaleAccepted() : STALE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-stale", "MAX-STALE", "foo, max-stale"})
    void section5_2_1_2_maxStaleWithoutNumberTakesAnyStaleness(String request) {
        assertThat(reuse(1_000_000, "", request)).isEqualTo(new StaleAccepted());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-stale=10, max-stale",
                "max-stale, max-stale=10",
                "max-stale=600, max-stale=10",
                "max-stale=x",
                "max-stale=-1",
                "max-stale=\",\"",
                "max-stale=0"
            })
    void section5_2_1_2_ofContradictingStalenessTheLeastIsTaken(String request) {
        assertThat(reuse(71, "", request)).isEqualTo(STALE);
    }

    @ParameterizedTest
    @CsvSource({"49, true", "50, true", "51, false", "59, false"})
    void section5_2_1_3_minFreshWantsThatMuchFreshnessLeft(long age, boolean given) {
        assertThat(reuse(age, "", "min-fresh=10")).isEqualTo(given ? new Fresh(seconds(60 - age)) : FRESH_BUT_UNWANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"min-fresh", "min-fresh=x", "min-fresh=0, min-fresh=600", "min-fresh=99999999999"})
    void section5_2_1_3_ofContradictingFreshnessTheMostIsWanted(String request) {
        assertThat(reuse(0, "", request)).isEqualTo(FRESH_BUT_UNWANTED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"min-fresh=0, max-stale", "min-fresh=5, max-stale=600"})
    void section5_2_1_3_minFreshWinsOverMaxStale(String request) {
        assertThat(reuse(61, "stale-while-revalidate=600", request, 600, 0)).isEqualTo(STALE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no-cache",
                "NO-CACHE",
                "no-cache=\"x\"",
                "max-stale, no-cache",
                "no-cache;",
                "no-cache max-age=60"
            })
    void section5_2_1_4_noCacheRequestHasEvenFreshResponsesValidated(String request) {
        assertThat(reuse(0, "", request)).isEqualTo(FRESH_BUT_UNWANTED);
        assertThat(reuse(61, "stale-while-revalidate=600", request)).isEqualTo(STALE);
    }

    @Test
    void section5_4_pragmaNoCacheCountsAsNoCache() {
        RequestControl pragma = RequestControl.of(TestMessages.request("Pragma", "no-cache"));

        Reuse reuse = Reuse.of(
                Duration.ZERO, new Freshness(seconds(60), true), saying(""), pragma, Duration.ZERO, Duration.ZERO);

        assertThat(reuse).isEqualTo(FRESH_BUT_UNWANTED);
    }

    @ParameterizedTest
    @CsvSource({"60, true", "90, true", "91, false"})
    void rfc5861_section3_staleIsGivenMeanwhileAsLongAsTheResponseSays(long age, boolean given) {
        assertThat(reuse(age, "stale-while-revalidate=30", "")).isEqualTo(given ? new StaleMeanwhile() : STALE);
    }

    @Test
    void rfc5861_section3_staleIsGivenMeanwhileAsLongAsTheRouteSays() {
        assertThat(reuse(90, "", "", 30, 0)).isEqualTo(new StaleMeanwhile());
        assertThat(reuse(91, "", "", 30, 0)).isEqualTo(STALE);
    }

    @ParameterizedTest
    @CsvSource({
        "stale-while-revalidate=10, 70, true",
        "stale-while-revalidate=10, 71, false",
        "stale-while-revalidate=0, 60, false"
    })
    void rfc5861_section3_whatTheResponseSaysStandsAboveWhatTheRouteSays(String response, long age, boolean given) {
        assertThat(reuse(age, response, "", 30, 0)).isEqualTo(given ? new StaleMeanwhile() : STALE);
    }

    @ParameterizedTest
    @CsvSource({"stale-if-error=10, 70, true", "stale-if-error=10, 71, false", "stale-if-error=0, 60, false"})
    void rfc5861_section4_whatTheResponseSaysStandsAboveRouteAndRequest(String response, long age, boolean usable) {
        assertThat(reuse(age, response, "stale-if-error=30", 0, 30)).isEqualTo(new Validate(usable, true));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stale-while-revalidate",
                "stale-while-revalidate=x",
                "stale-while-revalidate=-1",
                "stale-while-revalidate=600, stale-while-revalidate=5"
            })
    void rfc5861_section3_ofContradictingTimesTheShortestCounts(String response) {
        assertThat(reuse(66, response, "")).isEqualTo(STALE);
    }

    @Test
    void rfc5861_section3_freshResponseNeedsNothingMeanwhile() {
        assertThat(reuse(59, "stale-while-revalidate=30", "")).isEqualTo(new Fresh(seconds(1)));
    }

    @ParameterizedTest
    @CsvSource({"60, true", "90, true", "91, false"})
    void rfc5861_section4_staleIsUsableOnErrorAsLongAsTheResponseSays(long age, boolean usable) {
        assertThat(reuse(age, "stale-if-error=30", "")).isEqualTo(new Validate(usable, true));
    }

    @ParameterizedTest
    @CsvSource({"60, true", "90, true", "91, false"})
    void rfc5861_section4_staleIsUsableOnErrorAsLongAsTheRequestSays(long age, boolean usable) {
        assertThat(reuse(age, "", "stale-if-error=30")).isEqualTo(new Validate(usable, true));
    }

    @Test
    void rfc5861_section4_staleIsUsableOnErrorAsLongAsTheRouteSays() {
        assertThat(reuse(90, "", "", 0, 30)).isEqualTo(new Validate(true, true));
        assertThat(reuse(91, "", "", 0, 30)).isEqualTo(STALE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"stale-if-error", "stale-if-error=x", "stale-if-error=600, stale-if-error=5"})
    void rfc5861_section4_ofContradictingTimesTheShortestCounts(String directives) {
        assertThat(reuse(66, directives, "")).isEqualTo(STALE);
        assertThat(reuse(66, "", directives)).isEqualTo(STALE);
    }

    @Test
    void staleIsOfUseForTheLongestOfWhatRouteAndResponseSay() {
        assertThat(Reuse.usableStale(saying(""), seconds(10), seconds(20))).isEqualTo(seconds(20));
        assertThat(Reuse.usableStale(saying(""), seconds(30), seconds(20))).isEqualTo(seconds(30));
        assertThat(Reuse.usableStale(saying("stale-if-error=40"), seconds(30), seconds(20)))
                .isEqualTo(seconds(40));
        assertThat(Reuse.usableStale(saying("stale-while-revalidate=50"), seconds(30), seconds(20)))
                .isEqualTo(seconds(50));
        assertThat(Reuse.usableStale(saying(""), Duration.ZERO, Duration.ZERO)).isZero();
    }

    @Property
    void givenWithoutValidationOnlyWhenNothingForbidsIt(
            @ForAll @LongRange(min = 0, max = 200) long age,
            @ForAll("responses") String response,
            @ForAll("requests") String request,
            @ForAll @LongRange(min = 0, max = 60) long meanwhile) {
        ResponseControl said = saying(response);
        RequestControl asked = asking(request);

        Reuse reuse = reuse(age, response, request, meanwhile, 0);

        if (said.noCache() || asked.noCache() || age > asked.maxAge().orElse(age)) {
            assertThat(reuse).isInstanceOfAny(Validate.class, StaleMeanwhile.class);
        }
        if (said.noCache() || asked.noCache() || asked.maxAge().isPresent()) {
            assertThat(reuse).isNotInstanceOf(StaleMeanwhile.class);
        }
        if (age >= 60 && said.forbidsStale()) {
            assertThat(reuse).isEqualTo(STALE);
        }
        if (age >= 60) {
            assertThat(reuse).isNotInstanceOf(Fresh.class);
        }
    }

    @Provide
    Arbitrary<String> responses() {
        return directives(
                "must-revalidate",
                "proxy-revalidate",
                "no-cache",
                "no-cache=x",
                "s-maxage=60",
                "stale-while-revalidate=30");
    }

    @Provide
    Arbitrary<String> requests() {
        return directives("no-cache", "max-age=30", "max-age=100", "min-fresh=20", "max-stale", "max-stale=20");
    }

    private static Arbitrary<String> directives(String... texts) {
        return Arbitraries.of(texts).list().ofMaxSize(2).map(list -> String.join(", ", list));
    }
}
