package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.freshness;
import static org.palmgateway.gateway.cache.rule.TestMessages.inSeconds;
import static org.palmgateway.gateway.cache.rule.TestMessages.seconds;

import java.time.Duration;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetedDirectivesTest {

    private static ResponseControl targeted(String targeted) {
        return ResponseControl.of(Fields.of("CDN-Cache-Control", targeted, "Cache-Control", "max-age=7, private"));
    }

    private static ResponseControl onlyGeneral() {
        return ResponseControl.of(Fields.of("Cache-Control", "max-age=7, private"));
    }

    @Test
    void rfc9213_section2_2_targetedFieldTakesThePlaceOfCacheControl() {
        ResponseControl control = targeted("max-age=600");

        assertThat(control.targeted()).isTrue();
        assertThat(control.maxAge()).hasValue(600);
        assertThat(control.isPrivate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"no-store", "no-cache", "s-maxage=5", "public", "must-revalidate", "stale-if-error=9", "a b"})
    void rfc9213_section2_2_nothingOfCacheControlCountsBesideIt(String cacheControl) {
        ResponseControl control =
                ResponseControl.of(Fields.of("CDN-Cache-Control", "max-age=600", "Cache-Control", cacheControl));

        assertThat(control).isEqualTo(ResponseControl.of(Fields.of("CDN-Cache-Control", "max-age=600")));
    }

    @Test
    void section5_2_2_6_noTransformCountsWhereverItStands() {
        Fields general = Fields.of("CDN-Cache-Control", "max-age=600", "Cache-Control", "no-transform");
        Fields targeted = Fields.of("CDN-Cache-Control", "no-transform");

        assertThat(ResponseControl.of(general).noTransform()).isTrue();
        assertThat(ResponseControl.of(targeted).noTransform()).isTrue();
    }

    @Test
    void rfc9213_section2_2_expiresDoesNotCountBesideIt() {
        Freshness freshness = freshness(200, "CDN-Cache-Control", "must-revalidate", "Expires", inSeconds(600));

        assertThat(freshness).isEqualTo(new Freshness(Duration.ZERO, false));
    }

    @Test
    void rfc9213_section2_2_heuristicCountsWhereTargetedFieldHasNoLifetime() {
        Freshness freshness = freshness(
                200, "CDN-Cache-Control", "none", "Cache-Control", "max-age=9", "Last-Modified", inSeconds(-1000));

        assertThat(freshness).isEqualTo(new Freshness(seconds(100), false));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "Max-Age=600",
                "max-age=",
                "max-age=600,",
                "max-age = 600",
                "max-age=600;",
                "max-age=600 public",
                "private=\"X-Name",
                "max-age=600, \u00e4",
                "max-age=6000000000000000",
                "max-age=\u0661"
            })
    void rfc9213_section2_1_fieldThatIsEmptyOrBreaksTheSyntaxIsIgnored(String targeted) {
        assertThat(targeted(targeted)).isEqualTo(onlyGeneral());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "max-age=600 | 600",
                "max-age=600;foo=1;max-age=9999 | 600",
                "foo=\"max-age=1\", max-age=600 | 600",
                "max-age=0 | 0",
                "max-age=-600 | 0",
                "max-age=600.5 | 0",
                "max-age=\"600\" | 0",
                "max-age=\"600 \" | 0",
                "max-age=x600 | 0",
                "max-age | 0",
                "max-age=?1 | 0",
                "max-age=(600) | 0",
                "max-age=:NjAw: | 0",
                "max-age=999999999999999 | 2147483648"
            })
    void rfc9213_section2_1_lifetimeIsAnIntegerAndOtherwiseStale(String targeted, long lifetime) {
        Freshness freshness = freshness(
                200, "CDN-Cache-Control", targeted, "Cache-Control", "max-age=7", "Last-Modified", inSeconds(-100_000));

        assertThat(freshness).isEqualTo(new Freshness(seconds(lifetime), true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "no-store=?1", "no-store;x", "no-store=1", "no-store=\"x\"", "no-store=()"})
    void rfc9213_section2_1_directiveWithoutArgumentIsTrue(String targeted) {
        assertThat(targeted(targeted).noStore()).isTrue();
    }

    @Test
    void rfc9213_section2_1_directiveThatIsFalseIsNotThere() {
        ResponseControl control = targeted("no-store=?0, private=?0, max-age=600");

        assertThat(control.noStore()).isFalse();
        assertThat(control.isPrivate()).isFalse();
        assertThat(control.maxAge()).hasValue(600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"private=\"X-Name\"", "private=X-Name", "private=\"x-name\";q"})
    void rfc9213_section2_1_fieldNamesAreStringOrToken(String targeted) {
        assertThat(targeted(targeted).privateFields()).containsExactly("x-name");
        assertThat(targeted(targeted).isPrivate()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"private=(\"X-Name\")", "private=5", "private=\"5\"", "private=\"\"", "private=1.5", "private"})
    void rfc9213_section2_1_argumentOfAnotherTypeNamesNoFields(String targeted) {
        assertThat(targeted(targeted).isPrivate()).isTrue();
    }

    @Test
    void rfc9213_section2_1_ofDirectiveSaidTwiceTheLastCountsAsInEveryDictionary() {
        assertThat(targeted("max-age=10, max-age=600").maxAge()).hasValue(600);
        assertThat(targeted("max-age=600, max-age=10").maxAge()).hasValue(10);
    }

    @Test
    void rfc9213_section2_1_allFieldLinesCountTogether() {
        ResponseControl control =
                ResponseControl.of(Fields.of("CDN-Cache-Control", "max-age=600", "cdn-cache-control", "no-cache"));

        assertThat(control.maxAge()).hasValue(600);
        assertThat(control.noCache()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Surrogate-Control", "Cloudflare-CDN-Cache-Control", "Fastly-Cache-Control"})
    void rfc9213_section2_2_fieldsForOtherCachesMeanNothing(String name) {
        assertThat(ResponseControl.of(Fields.of(name, "max-age=600", "Cache-Control", "max-age=7, private")))
                .isEqualTo(onlyGeneral());
    }

    @Test
    void rfc5861_directivesCountInTargetedField() {
        ResponseControl control = targeted("max-age=600, stale-while-revalidate=30, stale-if-error=60");

        assertThat(control.staleWhileRevalidate()).hasValue(30);
        assertThat(control.staleIfError()).hasValue(60);
        assertThat(control.forbidsStale()).isFalse();
    }

    @Property
    void noTextAtAllIsTooMuch(@ForAll("nearlyDictionaries") String targeted) {
        ResponseControl control = targeted(targeted);

        assertThat(control.targeted() || control.equals(onlyGeneral())).isTrue();
        assertThat(control.maxAge().orElse(0)).isBetween(0L, Directives.MOST_SECONDS);
    }

    @Provide
    Arbitrary<String> nearlyDictionaries() {
        Arbitrary<String> parts = Arbitraries.of(
                "max-age",
                "private",
                "no-store",
                "=",
                "?0",
                "?1",
                "6",
                "-",
                ".",
                "\"",
                "(",
                ")",
                ";",
                ",",
                " ",
                ":",
                "A=",
                "@",
                "%");
        return Arbitraries.oneOf(
                parts.list().ofMaxSize(12).map(list -> String.join("", list)),
                Arbitraries.strings().ofMaxLength(20));
    }
}
