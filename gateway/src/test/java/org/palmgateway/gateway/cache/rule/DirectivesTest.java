package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.asking;
import static org.palmgateway.gateway.cache.rule.TestMessages.request;
import static org.palmgateway.gateway.cache.rule.TestMessages.saying;

import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectivesTest {

    private static final OptionalLong NONE = OptionalLong.empty();

    private static Directives read(String... lines) {
        return Directives.of(List.of(lines));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=60",
                "max-age=\"60\"",
                "MAX-AGE=60",
                "Max-Age=\"6\\0\"",
                ",, max-age=60 ,",
                "\tmax-age=60\t"
            })
    void section5_2_argumentIsReadAsTokenAndAsQuotedStringAndNamesInWhateverCase(String text) {
        Directives directives = read(text);

        assertThat(directives.least("max-age")).hasValue(60);
        assertThat(directives.isMalformed()).isFalse();
    }

    @Test
    void section5_2_commaInQuotedStringEndsNoDirective() {
        Directives directives = read("foo=\"a, no-store, \\\"private\\\", b\", max-age=60");

        assertThat(directives.has("no-store")).isFalse();
        assertThat(directives.has("private")).isFalse();
        assertThat(directives.least("max-age")).hasValue(60);
        assertThat(directives.isMalformed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age =60", "max-age= 60", "max-age = \"60\" , foo", "foo\t, max-age\t=\t60"})
    void blanksAroundTheEqualsSignChangeNothing(String text) {
        assertThat(read(text).least("max-age")).hasValue(60);
        assertThat(read(text).isMalformed()).isFalse();
    }

    @Test
    void section5_2_allFieldLinesCountTogether() {
        Directives directives = read("max-age=60", "", "no-store");

        assertThat(directives.least("max-age")).hasValue(60);
        assertThat(directives.has("no-store")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", ",", " , ,\t,"})
    void section5_2_emptyListSaysNothing(String text) {
        assertThat(saying(text)).isEqualTo(ResponseControl.of(Fields.of()));
        assertThat(read(text).isMalformed()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "max-age=60;",
                "\"max-age\"=60",
                "max-age=60 60",
                "max-age==60",
                "max-age=\"60",
                "max-age=\"60\\",
                "max-age=\"60\"0",
                "=60",
                "max-age=",
                "max age",
                "(no-store)",
                "no-store\u0000",
                "no-store\u007f",
                "n\u00f6-store",
                "private={a}"
            })
    void whatBreaksTheSyntaxIsMarkedAsMalformed(String text) {
        assertThat(read(text).isMalformed()).isTrue();
        assertThat(read("public", text).isMalformed()).isTrue();
        assertThat(read(text + ", public").isMalformed()).isTrue();
    }

    @Test
    void whatCanBeReadBesideSomethingMalformedCounts() {
        Directives directives = read("@@, no-store, a b, max-age=5, x=\"");

        assertThat(directives.isMalformed()).isTrue();
        assertThat(directives.has("no-store")).isTrue();
        assertThat(directives.least("max-age")).hasValue(5);
    }

    @Test
    void directivesBeyondThoseThatAreReadMakeTheFieldMalformed() {
        String most = String.join(",", Collections.nCopies(64, "foo"));

        assertThat(read(most).isMalformed()).isFalse();
        assertThat(read(most + ",no-store").isMalformed()).isTrue();
        assertThat(read(most + ",no-store,no-store").isMalformed()).isTrue();
        assertThat(read(most, "no-store").isMalformed()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"foo", "foo=bar", "foo=\"b, a\\\"r\"", "community=\"UCI\"", "immutable", "xno-store", "no-storex"
            })
    void section5_2_3_unknownDirectivesAreIgnored(String text) {
        assertThat(saying(text)).isEqualTo(saying(""));
        assertThat(asking(text)).isEqualTo(RequestControl.NONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-stale", "min-fresh=5", "only-if-cached"})
    void section5_2_1_directivesOfRequestsMeanNothingInResponses(String text) {
        assertThat(saying(text)).isEqualTo(saying(""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "private",
                "public",
                "must-revalidate",
                "s-maxage=5",
                "must-understand",
                "stale-while-revalidate=5"
            })
    void section5_2_2_directivesOfResponsesMeanNothingInRequests(String text) {
        assertThat(asking(text)).isEqualTo(RequestControl.NONE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-store | true | false | false",
                "no-cache | false | true | false",
                "only-if-cached | false | false | true",
                "Only-If-Cached, NO-STORE, no-Cache | true | true | true",
                "max-age=0 | false | false | false"
            })
    void section5_2_1_flagsOfRequestsAreRead(String text, boolean noStore, boolean noCache, boolean onlyIfCached) {
        RequestControl control = asking(text);

        assertThat(control.noStore()).isEqualTo(noStore);
        assertThat(control.noCache()).isEqualTo(noCache);
        assertThat(control.onlyIfCached()).isEqualTo(onlyIfCached);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"no-transform | true", "max-age=1, No-Transform | true", "max-age=1 | false"})
    void section5_2_1_6_noTransformOfRequestsIsRead(String text, boolean noTransform) {
        assertThat(asking(text).noTransform()).isEqualTo(noTransform);
    }

    @Test
    void section5_2_1_timesOfRequestsAreRead() {
        RequestControl control = asking("max-age=1, min-fresh=2, max-stale=3, stale-if-error=\"4\"");

        assertThat(control)
                .isEqualTo(new RequestControl(
                        false,
                        false,
                        false,
                        false,
                        OptionalLong.of(1),
                        OptionalLong.of(2),
                        OptionalLong.of(3),
                        OptionalLong.of(4)));
    }

    @Test
    void section5_2_1_7_onlyIfCachedLiftsNothingElse() {
        assertThat(asking("only-if-cached, no-cache").noCache()).isTrue();
        assertThat(asking("only-if-cached, max-stale=5").maxStale()).hasValue(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-cache;", "a b", "x=\"", "\"no-store\"", "no\u2010store"})
    void requestThatCannotBeReadWantsNeitherStoredNorStoring(String text) {
        RequestControl control = asking(text);

        assertThat(control.noCache()).isTrue();
        assertThat(control.noStore()).isTrue();
    }

    @Test
    void section5_2_2_everyDirectiveOfResponsesIsReadByItsName() {
        assertThat(saying("no-store").noStore()).isTrue();
        assertThat(saying("must-understand").mustUnderstand()).isTrue();
        assertThat(saying("private").isPrivate()).isTrue();
        assertThat(saying("public").isPublic()).isTrue();
        assertThat(saying("no-cache").noCache()).isTrue();
        assertThat(saying("must-revalidate").mustRevalidate()).isTrue();
        assertThat(saying("proxy-revalidate").proxyRevalidate()).isTrue();
        assertThat(saying("no-transform").noTransform()).isTrue();
        assertThat(saying("max-age=1").maxAge()).hasValue(1);
        assertThat(saying("s-maxage=2").sMaxAge()).hasValue(2);
        assertThat(saying("stale-while-revalidate=3").staleWhileRevalidate()).hasValue(3);
        assertThat(saying("stale-if-error=4").staleIfError()).hasValue(4);
    }

    @Test
    void section5_2_2_responseWithoutDirectivesSaysNothing() {
        ResponseControl nothing = saying("");

        assertThat(nothing)
                .isEqualTo(new ResponseControl(
                        false, false, false, false, false, Set.of(), false, false, Set.of(), false, false, false, NONE,
                        NONE, NONE, NONE));
        assertThat(nothing.forbidsStale()).isFalse();
    }

    @Test
    void section5_2_2_6_noTransformCountsWithWhateverArgument() {
        assertThat(saying("max-age=60, No-Transform=x").noTransform()).isTrue();
    }

    @Test
    void section5_2_2_8_proxyRevalidateForbidsStaleAsMustRevalidateDoes() {
        assertThat(saying("proxy-revalidate").forbidsStale()).isTrue();
        assertThat(saying("must-revalidate").forbidsStale()).isTrue();
        assertThat(saying("proxy-revalidate").mustRevalidate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Name, x-SEAT", "X-Name,x-seat", ",X-Name , ,X-Seat,", "x-seat,X-Name,x-name"})
    void section5_2_2_7_fieldNamesOfPrivateAreAList(String names) {
        ResponseControl control = saying("private=\"" + names + "\"");

        assertThat(control.isPrivate()).isFalse();
        assertThat(control.privateFields()).containsExactlyInAnyOrder("x-name", "x-seat");
    }

    @Test
    void section5_2_2_4_fieldNamesOfNoCacheAreAListOfAllItsOccurrences() {
        ResponseControl control = saying("no-cache=\"X-Name\", no-cache=X-Seat");

        assertThat(control.noCache()).isFalse();
        assertThat(control.noCacheFields()).containsExactlyInAnyOrder("x-name", "x-seat");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=\"\"",
                "=\",\"",
                "=\"X Name\"",
                "=\"X-Name;\"",
                "=60",
                "=\"X-Name, \u00e4\"",
                "=Vary",
                "=\"X-Name\", %s"
            })
    void ofDirectivesWithAndWithoutFieldNamesTheSafeReadingWins(String argument) {
        assertThat(saying("private" + argument.formatted("private")).isPrivate())
                .isTrue();
        assertThat(saying("no-cache" + argument.formatted("no-cache")).noCache())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no-cache", "No-Cache", "foo, no-cache", "foo=\"x\", no-cache", "no-cache;", "\"no-cache\""})
    void section5_4_pragmaNoCacheCountsWithoutCacheControl(String pragma) {
        assertThat(RequestControl.of(request("Pragma", pragma)).noCache()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=60", "foo", ""})
    void section5_4_pragmaIsIgnoredBesideCacheControl(String cacheControl) {
        RequestControl control = RequestControl.of(request("Pragma", "no-cache", "Cache-Control", cacheControl));

        assertThat(control.noCache()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"foo", "no-store", "max-age=0", ""})
    void section5_4_otherPragmasAreIgnored(String pragma) {
        assertThat(RequestControl.of(request("Pragma", pragma))).isEqualTo(RequestControl.NONE);
    }

    @Test
    void section5_4_pragmaOfResponsesMeansNothing() {
        assertThat(ResponseControl.of(Fields.of("Pragma", "no-cache"))).isEqualTo(saying(""));
    }
}
