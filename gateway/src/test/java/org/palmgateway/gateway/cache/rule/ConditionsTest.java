package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.NOW;
import static org.palmgateway.gateway.cache.rule.TestMessages.inSeconds;
import static org.palmgateway.gateway.cache.rule.TestMessages.request;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class ConditionsTest {

    private static final Fields TAGGED =
            Fields.of("ETag", "\"a\"", "Last-Modified", inSeconds(-60), "Date", inSeconds(0));

    private static final Fields DATED = Fields.of("Last-Modified", inSeconds(-60), "Date", inSeconds(0));

    private static boolean notModified(HttpHeaders request, Fields response) {
        String tag = response.first("ETag");
        return Conditions.notModified(
                request, asked -> tag != null && EntityTags.weaklyEqual(asked, tag), tag != null, response, NOW);
    }

    private static boolean hasTag(String... lines) {
        HttpHeaders request = new HttpHeaders();
        for (String line : lines) {
            request.add("If-None-Match", line);
        }
        return notModified(request, TAGGED);
    }

    private static boolean isOf(String since, Fields response) {
        return notModified(request("If-Modified-Since", since), response);
    }

    private static boolean rangeApplies(String ifRange, String... response) {
        return Conditions.rangeApplies(request("If-Range", ifRange), Fields.of(response));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"a\"",
                "W/\"a\"",
                "\"b\", \"a\"",
                "\"b\",W/\"a\",\"c\"",
                " \"a\" ",
                ", ,\"a\",",
                "\"a,b\", \"a\"",
                "*",
                " * "
            })
    void rfc9110_section13_1_2_responseThatIsListedIsNotModified(String ifNoneMatch) {
        assertThat(hasTag(ifNoneMatch)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"b\"",
                "\"A\"",
                "a",
                "",
                "\"a",
                "a\"",
                "\"a \"",
                "\"\"",
                "W/a",
                "\"*\"",
                "*, \"b\"",
                "\"b,a\"",
                "'a'"
            })
    void rfc9110_section13_1_2_responseThatIsNotListedIsGiven(String ifNoneMatch) {
        assertThat(hasTag(ifNoneMatch)).isFalse();
    }

    @Test
    void rfc9110_section13_1_2_allLinesAreOneList() {
        assertThat(hasTag("\"b\"", "\"a\"")).isTrue();
        assertThat(hasTag("\"b\"", "\"c\"")).isFalse();
        assertThat(hasTag("*", "\"b\"")).isFalse();
    }

    @Test
    void rfc9110_section13_1_2_comparisonIsWeakAlsoForWeakTagOfTheResponse() {
        Fields weak = Fields.of("ETag", "W/\"a\"");

        assertThat(notModified(request("If-None-Match", "\"a\""), weak)).isTrue();
        assertThat(notModified(request("If-None-Match", "W/\"a\""), weak)).isTrue();
        assertThat(notModified(request("If-None-Match", "W/\"b\""), weak)).isFalse();
    }

    @Test
    void rfc9110_section13_1_2_anyTagMatchesAResponseWithoutTag() {
        assertThat(notModified(request("If-None-Match", "*"), DATED)).isTrue();
        assertThat(notModified(request("If-None-Match", "\"a\""), DATED)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"b\"", "", "garbage"})
    void rfc9110_section13_1_3_ifModifiedSinceIsIgnoredBesideIfNoneMatch(String ifNoneMatch) {
        HttpHeaders request = request("If-None-Match", ifNoneMatch, "If-Modified-Since", inSeconds(3600));

        assertThat(notModified(request, TAGGED)).isFalse();
    }

    @Test
    void rfc9110_section13_1_2_ifNoneMatchCountsWhateverIfModifiedSinceSays() {
        HttpHeaders request = request("If-None-Match", "\"a\"", "If-Modified-Since", inSeconds(-3600));

        assertThat(notModified(request, TAGGED)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-61, false", "-60, true", "-59, true", "3600, true"})
    void rfc9110_section13_1_3_responseIsNotModifiedSinceItsLastModified(long since, boolean notModified) {
        assertThat(isOf(inSeconds(since), DATED)).isEqualTo(notModified);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "tomorrow",
                "Thu, 15 Jan 2026 10:00:00 PST",
                "Fri, 15 Jan 2026 10:00:00 GMT",
                "Thu, 15 Jan 2026 10:00:00 GMT, Thu, 15 Jan 2026 10:00:00 GMT"
            })
    void rfc9110_section13_1_3_ifModifiedSinceThatIsNoDateIsIgnored(String since) {
        assertThat(isOf(since, DATED)).isFalse();
    }

    @Test
    void rfc9110_section13_1_3_ifModifiedSinceOfSeveralMembersIsIgnored() {
        String since = inSeconds(3600);

        assertThat(notModified(request("If-Modified-Since", since, "If-Modified-Since", since), DATED))
                .isFalse();
    }

    @Test
    void section4_3_2_withoutLastModifiedDateCounts() {
        Fields response = Fields.of("Date", inSeconds(-30));

        assertThat(isOf(inSeconds(-31), response)).isFalse();
        assertThat(isOf(inSeconds(-30), response)).isTrue();
    }

    @Test
    void section4_3_2_withoutAnyDateTheTimeOfItsComingCounts() {
        assertThat(isOf(inSeconds(-1), Fields.of())).isFalse();
        assertThat(isOf(inSeconds(0), Fields.of())).isTrue();
    }

    @Test
    void section4_3_2_contradictingDatesOfTheResponseAreNone() {
        Fields modified =
                Fields.of("Last-Modified", inSeconds(-60), "Last-Modified", inSeconds(-30), "Date", inSeconds(-10));
        Fields dated = Fields.of("Date", inSeconds(-60), "Date", inSeconds(-30));

        assertThat(isOf(inSeconds(-11), modified)).isFalse();
        assertThat(isOf(inSeconds(-10), modified)).isTrue();
        assertThat(isOf(inSeconds(-1), dated)).isFalse();
    }

    @Test
    void section4_3_2_requestWithoutConditionsIsGivenTheResponse() {
        assertThat(notModified(request(), TAGGED)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"If-Match, true, false", "If-Unmodified-Since, true, false", "If-None-Match, false, true"})
    void section4_3_2_conditionsForTheDepartmentAreToldFromThoseForTheCache(
            String name, boolean department, boolean cache) {
        HttpHeaders request = request(name, "\"a\"");

        assertThat(Conditions.areForTheDepartment(request)).isEqualTo(department);
        assertThat(Conditions.any(request)).isEqualTo(cache);
    }

    @Test
    void section4_3_2_ifModifiedSinceIsForTheCacheAndIfRangeIsNoConditionOfIts() {
        assertThat(Conditions.any(request("If-Modified-Since", "x"))).isTrue();
        assertThat(Conditions.any(request("If-Range", "\"a\""))).isFalse();
    }

    @Test
    void tagsBeyondTheHundredthAreNotLookedAt() {
        String hundred = String.join(",", Collections.nCopies(100, "\"b\""));

        assertThat(hasTag(hundred.substring(4) + ",\"a\"")).isTrue();
        assertThat(hasTag(hundred + ",\"a\"")).isFalse();
    }

    @Test
    void rfc9110_section13_1_5_withoutIfRangeTheRangeApplies() {
        assertThat(Conditions.rangeApplies(request("Range", "bytes=0-"), Fields.of()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"a\" | \"a\" | true",
                "\"a\" | \"b\" | false",
                "W/\"a\" | W/\"a\" | false",
                "\"a\" | W/\"a\" | false",
                "W/\"a\" | \"a\" | false",
                "\"a\", \"b\" | \"a\" | false",
                "a | a | false",
                "* | \"a\" | false"
            })
    void rfc9110_section13_1_5_tagIsComparedStrongly(String ifRange, String tag, boolean applies) {
        assertThat(rangeApplies(ifRange, "ETag", tag)).isEqualTo(applies);
    }

    @Test
    void rfc9110_section13_1_5_rangeDoesNotApplyToResponseWithoutTheValidator() {
        assertThat(rangeApplies("\"a\"", "Last-Modified", inSeconds(-60), "Date", inSeconds(0)))
                .isFalse();
        assertThat(rangeApplies(inSeconds(-60), "ETag", "\"a\"", "Date", inSeconds(0)))
                .isFalse();
        assertThat(rangeApplies("\"a\"", "ETag", "\"a\"", "ETag", "\"b\"")).isFalse();
        assertThat(rangeApplies("", "ETag", "\"a\"")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"-60, true", "-61, false", "-59, false", "0, false"})
    void rfc9110_section13_1_5_dateIsComparedExactly(long ifRange, boolean applies) {
        assertThat(rangeApplies(inSeconds(ifRange), "Last-Modified", inSeconds(-60), "Date", inSeconds(0)))
                .isEqualTo(applies);
    }

    @ParameterizedTest
    @CsvSource({"-60, false", "-59, true", "-61, false", "0, true"})
    void rfc9110_section13_1_5_dateIsStrongOnlyASecondBeforeTheMakingOfTheResponse(long date, boolean applies) {
        assertThat(rangeApplies(inSeconds(-60), "Last-Modified", inSeconds(-60), "Date", inSeconds(date)))
                .isEqualTo(applies);
    }

    @Test
    void rfc9110_section13_1_5_dateIsNotStrongWithoutTheMakingOfTheResponse() {
        assertThat(rangeApplies(inSeconds(-60), "Last-Modified", inSeconds(-60)))
                .isFalse();
        assertThat(rangeApplies(
                        inSeconds(-60), "Last-Modified", inSeconds(-60), "Date", inSeconds(0), "Date", inSeconds(-60)))
                .isFalse();
    }

    @Test
    void rfc9110_section13_1_5_ofSeveralValidatorsNoneCounts() {
        HttpHeaders request = request("If-Range", "\"a\"", "If-Range", "\"b\"");

        assertThat(Conditions.rangeApplies(request, Fields.of("ETag", "\"a\""))).isFalse();
    }
}
