package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpDateTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Sun, 06 Nov 1994 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Sunday, 06-Nov-94 08:49:37 GMT | 1994-11-06T08:49:37Z",
                "Sun Nov  6 08:49:37 1994 | 1994-11-06T08:49:37Z",
                "Wed Nov 16 08:49:37 1994 | 1994-11-16T08:49:37Z",
                "Thu, 01 Jan 1970 00:00:00 GMT | 1970-01-01T00:00:00Z",
                "Thu, 29 Feb 2024 23:59:59 GMT | 2024-02-29T23:59:59Z",
                "Fri, 31 Dec 9999 23:59:59 GMT | 9999-12-31T23:59:59Z",
                "Thursday, 01-Jan-70 00:00:00 GMT | 1970-01-01T00:00:00Z",
                "Tuesday, 01-Jan-69 00:00:00 GMT | 2069-01-01T00:00:00Z",
                "Mon, 01 Sep 2025 00:00:00 GMT | 2025-09-01T00:00:00Z"
            })
    void rfc9110_section5_6_7_allFormatsAreRead(String text, Instant time) {
        assertThat(HttpDate.of(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "0",
                "Sun",
                "Sun,",
                "Sat, 31 Feb 2026 10:00:00 GMT",
                "Sun, 29 Feb 2026 10:00:00 GMT",
                "Mon, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 24:00:00 GMT",
                "Sun, 06 Nov 1994 08:60:37 GMT",
                "Sun, 6 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 94 08:49:37 GMT",
                "Sun, 06 Nov 1994 8:49:37 GMT",
                "Sun, 06 Nov 1994 08:49 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT+1",
                "Sun, 06 Nov 1994 08:49:37 GMT, Sun, 06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov 1994 08:49:37 GMT; length=3",
                "06 Nov 1994 08:49:37 GMT",
                "Sun, 06 Nov +12345 08:49:37 GMT",
                "Sun, 06 Nov -001 08:49:37 GMT",
                "Sun, 06 Nov \u0661\u0669\u0669\u0664 08:49:37 GMT"
            })
    void rfc9110_section5_6_7_nothingElseIsADate(String text) {
        assertThat(HttpDate.of(text)).isNull();
    }

    @Test
    void oneOfSeveralLinesCountsOnlyWhenAllSayTheSame() {
        String one = "Sun, 06 Nov 1994 08:49:37 GMT";

        assertThat(HttpDate.only(List.of())).isNull();
        assertThat(HttpDate.only(List.of(one))).isNotNull();
        assertThat(HttpDate.only(List.of(one, one))).isNotNull();
        assertThat(HttpDate.only(List.of(one, "Sun, 06 Nov 1994 08:49:38 GMT"))).isNull();
        assertThat(HttpDate.only(List.of(one, ""))).isNull();
    }

    @Property
    void whatIsWrittenIsReadAgain(@ForAll @LongRange(min = 0, max = 253_402_300_799L) long seconds) {
        Instant time = Instant.ofEpochSecond(seconds);

        assertThat(HttpDate.of(HttpDate.written(time))).isEqualTo(time);
    }

    @Property
    void readingNeverThrows(@ForAll String text) {
        assertThat(HttpDate.of(text)).isNull();
    }
}
