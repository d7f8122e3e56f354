package org.palmgateway.routes.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScalarsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "-1",
                "+1",
                "1.0",
                "1e3",
                "0x10",
                "1_000",
                "1,000",
                "９",
                "٣",
                "11",
                "9223372036854775808",
                "18446744073709551617",
                "99999999999999999999999999",
                "null",
                " 5"
            })
    void aWholeNumberIsDigitsWithinItsBounds(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scalars.whole(text, 0, 10))
                .withMessage("a whole number from 0 to 10");
    }

    @Test
    void bothBoundsAreAllowed() {
        assertThat(Scalars.whole("0", 0, 10)).isZero();
        assertThat(Scalars.whole("10", 0, 10)).isEqualTo(10);
        assertThat(Scalars.percent("1%", 1, 100)).isEqualTo(1);
        assertThat(Scalars.percent("100%", 1, 100)).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%", "10", "0%", "101%", "-1%", "5 %", "5%%", "4294967297%"})
    void aShareIsDigitsAndASign(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scalars.percent(text, 1, 100))
                .withMessage("a whole number of per cent from 1% to 100%");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "s", "-5s", "5 s", "1.5s", "5d", "٣s", "５s", "9999999999999s", "5S", "1h30m"})
    void aTimeIsAWholeNumberWithAUnit(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scalars.duration(text))
                .withMessageContaining("unit");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0ms", "999ms", "61m", "999999999999h"})
    void aTimeOutOfItsBoundsIsToldThem(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scalars.duration(text, Duration.ofSeconds(1), Duration.ofHours(1)))
                .withMessage("from 1s to 1h");
    }

    @Test
    void anEmptyTextIsNeitherIdNorToken() {
        assertThatIllegalArgumentException().isThrownBy(() -> Scalars.id(""));
        assertThatIllegalArgumentException().isThrownBy(() -> Scalars.token(""));
    }

    @Property
    void aWrittenTimeIsReadAgain(@ForAll @LongRange(min = 0, max = 999_999_999_999L) long millis) {
        Duration time = Duration.ofMillis(millis);

        assertThat(Scalars.duration(Scalars.written(time))).isEqualTo(time);
    }

    @Test
    void timesAreWrittenInTheirLargestUnit() {
        assertThat(Scalars.written(Duration.ZERO)).isEqualTo("0ms");
        assertThat(Scalars.written(Duration.ofMillis(1500))).isEqualTo("1500ms");
        assertThat(Scalars.written(Duration.ofSeconds(90))).isEqualTo("90s");
        assertThat(Scalars.written(Duration.ofMinutes(2))).isEqualTo("2m");
        assertThat(Scalars.written(Duration.ofDays(31))).isEqualTo("744h");
    }
}
