package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaryTest {

    private static final Vary ANYTHING = new Vary(true, List.of());

    private static Vary vary(String... lines) {
        String[] fields =
                Arrays.stream(lines).flatMap(line -> Stream.of("Vary", line)).toArray(String[]::new);
        return Vary.of(Fields.of(fields));
    }

    private static String names(int count) {
        return IntStream.range(0, count).mapToObj(i -> "X-" + i).collect(Collectors.joining(","));
    }

    @Test
    void section4_1_responseWithoutVaryIsSelectedByNothing() {
        assertThat(vary()).isEqualTo(Vary.NONE);
        assertThat(vary("")).isEqualTo(Vary.NONE);
        assertThat(vary(" , ,")).isEqualTo(Vary.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept, Accept-Language",
                "ACCEPT-LANGUAGE,accept",
                ",Accept ,\tAccept-Language,",
                "accept,accept,accept-language"
            })
    void section4_1_namesAreReadInWhateverCaseAndOrder(String vary) {
        assertThat(vary(vary)).isEqualTo(new Vary(false, List.of("accept", "accept-language")));
    }

    @Test
    void section4_1_allLinesCountTogether() {
        assertThat(vary("Accept", "Accept-Language").names()).containsExactly("accept", "accept-language");
        assertThat(vary("Accept", "*")).isEqualTo(ANYTHING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", " * ", "Accept, *", "*, Accept", "*,*"})
    void section4_1_starMatchesNoRequest(String vary) {
        assertThat(vary(vary)).isEqualTo(ANYTHING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Accept Language",
                "Accept; Accept-Language",
                "\"Accept\"",
                "Accept:",
                "Ac\u00e7ept",
                "Accept, (x)"
            })
    void section4_1_whatNamesNoFieldMatchesNoRequest(String vary) {
        assertThat(vary(vary)).isEqualTo(ANYTHING);
    }

    @Test
    void moreFieldsThanAreLookedAtMatchNoRequest() {
        assertThat(vary(names(16)).any()).isFalse();
        assertThat(vary(names(17))).isEqualTo(ANYTHING);
    }

    @Test
    void responseInAContentCodingIsSelectedByItWhetherItSaysSoOrNot() {
        Fields silent = Fields.of("Content-Encoding", "gzip");
        Fields other = Fields.of("Content-Encoding", "gzip", "Vary", "Accept");

        assertThat(Vary.of(silent).names()).containsExactly("accept-encoding");
        assertThat(Vary.of(other).names()).containsExactly("accept", "accept-encoding");
        assertThat(Vary.of(Fields.of("Content-Encoding", "gzip", "Vary", "*"))).isEqualTo(ANYTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "Authorization, true, true",
        "cookie, true, true",
        "Palm-Passport, true, false",
        "Palm-Region, false, false",
        "Accept, false, false",
        "X-Authorization, false, false"
    })
    void fieldsThatNameTheCallerAreKnown(String name, boolean byCaller, boolean byCallerOfAnApplication) {
        Vary vary = vary("Accept-Language, " + name);

        assertThat(vary.byCaller(false)).isEqualTo(byCaller);
        assertThat(vary.byCaller(true)).isEqualTo(byCallerOfAnApplication);
    }

    @Test
    void fieldOfTheRegionIsKnown() {
        assertThat(vary("accept, PALM-REGION").byRegion()).isTrue();
        assertThat(vary("Accept").byRegion()).isFalse();
    }

    @Property
    void noTextAtAllIsTooMuch(@ForAll List<String> lines) {
        Vary vary = vary(lines.toArray(String[]::new));

        assertThat(vary.names()).hasSizeLessThanOrEqualTo(16).isSorted().allMatch(DirectiveText::isToken);
        assertThat(vary.any() && !vary.names().isEmpty()).isFalse();
    }
}
