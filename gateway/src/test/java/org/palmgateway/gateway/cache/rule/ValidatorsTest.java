package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.inSeconds;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValidatorsTest {

    private static final String OLD = inSeconds(-60);
    private static final String NEW = inSeconds(-30);

    private static Validators of(String... fields) {
        return Validators.of(Fields.of(fields));
    }

    private static Validators tag(String tag) {
        return of("ETag", tag);
    }

    private static Validators modified(String date) {
        return of("Last-Modified", date);
    }

    @Test
    void validatorsAreReadFromTheirFields() {
        Validators both = of("etag", " W/\"a\" ", "last-modified", OLD);

        assertThat(both).isEqualTo(new Validators("W/\"a\"", OLD));
        assertThat(both.any()).isTrue();
        assertThat(tag("\"a\"").any()).isTrue();
        assertThat(modified(OLD).any()).isTrue();
        assertThat(of().any()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "",
                "\"",
                "\"a",
                "a\"",
                "\"a\"b\"",
                "\"a b\"",
                "w/\"a\"",
                "W/",
                "W/a",
                "W/ \"a\"",
                "\"a\", \"b\"",
                "\"\t\"",
                "\"\u007f\""
            })
    void rfc9110_section8_8_3_whatBreaksTheSyntaxIsNoTag(String tag) {
        assertThat(tag(tag).any()).isFalse();
        assertThat(EntityTags.list(List.of(tag))).doesNotContain(tag);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "\"a\"", "W/\"\"", "W/\"a\"", "\"a,b\"", "\"a\\\"", "\"!#~\u00e4\""})
    void rfc9110_section8_8_3_tagIsAnyVisibleTextInQuotes(String tag) {
        assertThat(tag(tag).entityTag()).isEqualTo(tag);
        assertThat(EntityTags.list(List.of(tag))).containsExactly(tag);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "W/\"1\" | W/\"1\" | false | true",
                "W/\"1\" | W/\"2\" | false | false",
                "W/\"1\" | \"1\" | false | true",
                "\"1\" | W/\"1\" | false | true",
                "\"1\" | \"1\" | true | true",
                "\"1\" | \"2\" | false | false",
                "\"a\" | \"A\" | false | false"
            })
    void rfc9110_section8_8_3_2_tagsCompareStronglyAndWeakly(
            String one, String other, boolean strongly, boolean weakly) {
        assertThat(EntityTags.stronglyEqual(one, other)).isEqualTo(strongly);
        assertThat(EntityTags.weaklyEqual(one, other)).isEqualTo(weakly);
    }

    @Test
    void contradictingValidatorsAreNone() {
        assertThat(of("ETag", "\"a\"", "ETag", "\"b\"").any()).isFalse();
        assertThat(of("Last-Modified", OLD, "Last-Modified", NEW).any()).isFalse();
        assertThat(of("ETag", "\"a\"", "ETag", "\"a\"").entityTag()).isEqualTo("\"a\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "yesterday", "Thu, 15 Jan 2026 10:00:00 PST"})
    void dateThatCannotBeReadIsNoValidator(String date) {
        assertThat(modified(date).any()).isFalse();
    }

    @Test
    void section4_3_4_strongTagConfirmsTheResponseThatHasIt() {
        assertThat(tag("\"a\"").confirm(tag("\"a\""))).isTrue();
        assertThat(tag("\"a\"").confirm(of("ETag", "\"a\"", "Last-Modified", OLD)))
                .isTrue();
    }

    @Test
    void section4_3_4_strongTagConfirmsNoOtherResponse() {
        assertThat(tag("\"a\"").confirm(tag("\"b\""))).isFalse();
        assertThat(tag("\"a\"").confirm(tag("W/\"a\""))).isFalse();
        assertThat(tag("\"a\"").confirm(of())).isFalse();
        assertThat(of("ETag", "\"a\"", "Last-Modified", OLD).confirm(modified(OLD)))
                .isFalse();
        assertThat(of("ETag", "\"a\"", "Last-Modified", OLD).confirm(of("ETag", "\"b\"", "Last-Modified", OLD)))
                .isFalse();
    }

    @Test
    void section4_3_4_weakTagConfirmsTheResponseThatCorresponds() {
        assertThat(tag("W/\"a\"").confirm(tag("W/\"a\""))).isTrue();
        assertThat(tag("W/\"a\"").confirm(tag("\"a\""))).isTrue();
        assertThat(tag("W/\"a\"").confirm(tag("W/\"b\""))).isFalse();
        assertThat(tag("W/\"a\"").confirm(of())).isFalse();
    }

    @Test
    void section4_3_4_dateConfirmsTheResponseThatHasItInWhateverFormat() {
        assertThat(modified("Thu, 15 Jan 2026 09:59:00 GMT").confirm(modified("Thu Jan 15 09:59:00 2026")))
                .isTrue();
        assertThat(modified(OLD).confirm(of("ETag", "\"a\"", "Last-Modified", OLD)))
                .isTrue();
        assertThat(modified(NEW).confirm(modified(OLD))).isFalse();
        assertThat(modified(OLD).confirm(modified(NEW))).isFalse();
    }

    @Test
    void section4_3_4_dateDoesNotConfirmAResponseWithoutOne() {
        assertThat(modified(OLD).confirm(tag("\"a\""))).isFalse();
        assertThat(modified(OLD).confirm(of())).isFalse();
    }

    @Test
    void section4_3_4_responseWithoutValidatorsConfirmsTheOneThatWasAskedAbout() {
        assertThat(of().confirm(of())).isTrue();
        assertThat(of().confirm(tag("\"a\""))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"-1, true", "10, true", "9, false", "0, false"})
    void section4_3_5_headConfirmsAResponseOfTheSameLength(long length, boolean confirmed) {
        assertThat(tag("\"a\"").confirmByHead(tag("\"a\""), length, 10)).isEqualTo(confirmed);
        assertThat(modified(OLD).confirmByHead(modified(OLD), length, 10)).isEqualTo(confirmed);
    }

    @Test
    void section4_3_5_headConfirmsOnlyWhenAllItsValidatorsMatch() {
        Validators stored = of("ETag", "\"a\"", "Last-Modified", OLD);

        assertThat(stored.confirmByHead(stored, -1, 10)).isTrue();
        assertThat(tag("\"b\"").confirmByHead(stored, -1, 10)).isFalse();
        assertThat(of("ETag", "\"a\"", "Last-Modified", NEW).confirmByHead(stored, -1, 10))
                .isFalse();
        assertThat(of("ETag", "\"b\"", "Last-Modified", OLD).confirmByHead(stored, -1, 10))
                .isFalse();
        assertThat(stored.confirmByHead(tag("\"a\""), -1, 10)).isFalse();
        assertThat(stored.confirmByHead(modified(OLD), -1, 10)).isFalse();
    }

    @Test
    void section4_3_5_headThatSaysLessThanIsStoredDoesNotConfirm() {
        assertThat(of().confirmByHead(of(), 10, 10)).isFalse();
        assertThat(of().confirmByHead(tag("\"a\""), 10, 10)).isFalse();
        assertThat(modified(OLD).confirmByHead(of("ETag", "\"a\"", "Last-Modified", OLD), 10, 10))
                .isFalse();
    }

    @Property
    void everyTagOfAListIsOneAndStandsInIt(@ForAll("nearlyTags") String text) {
        assertThat(EntityTags.list(List.of(text)))
                .allMatch(EntityTags::isTag)
                .allMatch(text::contains)
                .hasSizeLessThanOrEqualTo(100);
    }

    @Property
    void noTextAtAllIsTooMuch(@ForAll List<String> lines, @ForAll String tag) {
        assertThat(EntityTags.list(lines)).allMatch(EntityTags::isTag);
        assertThat(EntityTags.isTag(tag) && !tag.endsWith("\"")).isFalse();
    }

    @Provide
    Arbitrary<String> nearlyTags() {
        return Arbitraries.of("\"", "W/", "w/", "a", "b", ",", " ", "*", "\\", "\t", "\u00e4")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }
}
