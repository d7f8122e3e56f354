package org.palmgateway.gateway.cache.coding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.Chars;

class EntityTagProperties {

    @Example
    void strongTagNamesTheCodingWithinItsQuotes() {
        assertThat(EntityTag.encoded("\"abc\"", Coding.GZIP)).isEqualTo("\"abc-gzip\"");
        assertThat(EntityTag.encoded("\"\"", Coding.BR)).isEqualTo("\"-br\"");
        assertThat(EntityTag.encoded("\"W/\"", Coding.ZSTD)).isEqualTo("\"W/-zstd\"");
    }

    @Example
    void weakTagIsTheSameForAllForms() {
        assertThat(EntityTag.encoded("W/\"abc\"", Coding.GZIP)).isEqualTo("W/\"abc\"");
        assertThat(EntityTag.unencoded("W/\"abc-gzip\"")).isEqualTo("W/\"abc-gzip\"");
    }

    @Example
    void onlyTheLastSuffixAndOnlyOneOfOursIsRemoved() {
        assertThat(EntityTag.unencoded("\"abc-gzip-br\"")).isEqualTo("\"abc-gzip\"");
        assertThat(EntityTag.unencoded("\"abc-deflate\"")).isEqualTo("\"abc-deflate\"");
        assertThat(EntityTag.unencoded("\"abcgzip\"")).isEqualTo("\"abcgzip\"");
        assertThat(EntityTag.unencoded("\"abc-GZIP\"")).isEqualTo("\"abc-GZIP\"");
        assertThat(EntityTag.unencoded("\"-br-abc\"")).isEqualTo("\"-br-abc\"");
    }

    @Example
    void whatIsNoTagStaysAsItIs() {
        assertThat(Stream.of("", "*", "\"", "abc", "abc-gzip", "\"abc-gzip", "abc-gzip\"", "\"a\"-gzip\""))
                .allMatch(text -> EntityTag.unencoded(text).equals(text))
                .allMatch(text -> EntityTag.encoded(text, Coding.GZIP).equals(text));
    }

    @Property
    void unencodedIsTheInverseOfEncoded(
            @ForAll @CharRange(from = '#', to = '~') @Chars({'!', '\u00e9'}) String opaque, @ForAll Coding coding) {
        String tag = '"' + opaque + '"';

        assertThat(EntityTag.encoded(tag, coding)).isNotEqualTo(tag);
        assertThat(EntityTag.unencoded(EntityTag.encoded(tag, coding))).isEqualTo(tag);
    }
}
