package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
import org.palmgateway.gateway.cache.rule.ByteRange.Part;
import org.palmgateway.gateway.cache.rule.ByteRange.Unsatisfiable;

class ByteRangeTest {

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=0-9, 0, 9",
        "bytes=3-5, 3, 5",
        "bytes=9-9, 9, 9",
        "bytes=3-, 3, 9",
        "bytes=3-100, 3, 9",
        "bytes=0-999999999999999999, 0, 9",
        "bytes=-1, 9, 9",
        "bytes=-10, 0, 9",
        "bytes=-100, 0, 9",
        "BYTES=0-0, 0, 0",
        "bytes= 0-0 , 0, 0",
        "bytes=003-0005, 3, 5"
    })
    void rfc9110_section14_1_2_rangeIsCutToTheLength(String range, long first, long last) {
        assertThat(ByteRange.of(List.of(range), 10)).contains(new Part(first, last));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=10-", "bytes=10-10", "bytes=999999999999999999-", "bytes=-0"})
    void rfc9110_section14_1_2_rangeBeyondTheLengthIsUnsatisfiable(String range) {
        assertThat(ByteRange.of(List.of(range), 10)).contains(new Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-", "bytes=0-0", "bytes=-1"})
    void rfc9110_section14_1_2_nothingHasNoRange(String range) {
        assertThat(ByteRange.of(List.of(range), 0)).contains(new Unsatisfiable());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-3",
                "bytes=100-50",
                "bytes=a-b",
                "bytes=0-1x",
                "bytes=--1",
                "bytes=+1-2",
                "bytes=1.0-2",
                "bytes=0 -1",
                "bytes 0-1",
                "bytes =0-1",
                "bytes=\u0661-\u0662",
                "bytes=99999999999999999999-",
                "items=0-1",
                "0-1"
            })
    void rfc9110_section14_2_rangeThatBreaksTheSyntaxOrIsOfAnotherUnitIsIgnored(String range) {
        assertThat(ByteRange.of(List.of(range), 10)).isEmpty();
    }

    @Test
    void rfc9110_section14_2_severalRangesAreIgnored() {
        assertThat(ByteRange.of(List.of("bytes=0-1,3-4"), 10)).isEmpty();
        assertThat(ByteRange.of(List.of("bytes=0-1", "bytes=3-4"), 10)).isEmpty();
        assertThat(ByteRange.of(List.of(), 10)).isEmpty();
    }

    @Test
    void rfc9110_section14_4_contentRangeSaysPartAndLength() {
        Part part = new Part(3, 5);

        assertThat(part.of(10)).isEqualTo("bytes 3-5/10");
        assertThat(part.length()).isEqualTo(3);
    }

    @Property
    void partIsNeverEmptyAndLiesWithinTheResponse(
            @ForAll("nearlyRanges") String range, @ForAll @LongRange(min = 0, max = 200) long length) {
        ByteRange found = ByteRange.of(List.of(range), length).orElse(new Unsatisfiable());

        if (found instanceof Part part) {
            assertThat(part.first()).isNotNegative().isLessThanOrEqualTo(part.last());
            assertThat(part.last()).isLessThan(length);
        }
    }

    @Property
    void noTextAtAllIsTooMuch(@ForAll List<String> lines) {
        assertThat(ByteRange.of(lines, 10)).isEmpty();
    }

    @Provide
    Arbitrary<String> nearlyRanges() {
        return Arbitraries.of("0", "9", "123456789", "-", ",", " ", "=", "bytes=")
                .list()
                .ofMaxSize(6)
                .map(parts -> "bytes=" + String.join("", parts));
    }
}
