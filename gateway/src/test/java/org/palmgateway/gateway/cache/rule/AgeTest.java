package org.palmgateway.gateway.cache.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.rule.TestMessages.NOW;
import static org.palmgateway.gateway.cache.rule.TestMessages.inSeconds;
import static org.palmgateway.gateway.cache.rule.TestMessages.seconds;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AgeTest {

    private static long initialAge(String... fields) {
        return Times.of(Fields.of(fields), NOW, NOW).initialAge().toSeconds();
    }

    @ParameterizedTest
    @CsvSource({
        // seconds since Date, Age, seconds since the request, age
        "0, 0, 0, 0",
        "30, 0, 0, 30",
        "0, 30, 0, 30",
        "0, 0, 5, 5",
        "30, 10, 5, 30",
        "10, 30, 5, 35",
        "33, 30, 5, 35",
        "-30, 10, 5, 15",
        "-30, 0, 0, 0"
    })
    void section4_2_3_initialAgeIsTheGreaterOfApparentAndCorrectedAge(
            long sinceDate, long age, long delay, long initial) {
        Fields response = Fields.of("Date", inSeconds(-sinceDate), "Age", Long.toString(age));

        Times times = Times.of(response, NOW.minusSeconds(delay), NOW);

        assertThat(times.initialAge()).isEqualTo(seconds(initial));
    }

    @Test
    void section4_2_3_currentAgeGrowsWithTheTimeOfResidence() {
        Times times = Times.of(Fields.of("Age", "30"), NOW.minusSeconds(2), NOW);

        assertThat(times.ageAt(NOW)).isEqualTo(seconds(32));
        assertThat(times.ageAt(NOW.plusSeconds(100))).isEqualTo(seconds(132));
    }

    @Test
    void section4_2_3_clockThatGoesBackMakesNothingYounger() {
        Times times = Times.of(Fields.of("Age", "30"), NOW.plusSeconds(10), NOW);

        assertThat(times.initialAge()).isEqualTo(seconds(30));
        assertThat(times.ageAt(NOW.minusSeconds(100))).isEqualTo(seconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "yesterday", "Thu, 15 Jan 2026 09:59:30 PST"})
    void section4_2_3_withoutDateThatCanBeReadTheResponseWasMadeWhenItCame(String date) {
        Times times = Times.of(Fields.of("Date", date), NOW, NOW);

        assertThat(times.date()).isEqualTo(NOW);
        assertThat(times.initialAge()).isZero();
    }

    @Test
    void section4_2_3_contradictingDatesAreNone() {
        Fields response = Fields.of("Date", inSeconds(-30), "Date", inSeconds(-60));

        assertThat(Times.of(response, NOW, NOW).date()).isEqualTo(NOW);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "30, 60 | 30",
                "60, 30 | 60",
                "30,, | 30",
                "', 30' | 30",
                "' , ,30, 5' | 30",
                "30, x | 30",
                "0, 30 | 0"
            })
    void section5_1_ofSeveralAgesTheFirstCounts(String age, long counted) {
        assertThat(initialAge("Age", age)).isEqualTo(counted);
    }

    @Test
    void section5_1_ofSeveralLinesTheFirstMemberCounts() {
        assertThat(initialAge("Age", "30", "Age", "60")).isEqualTo(30);
        assertThat(initialAge("Age", "", "age", "60")).isEqualTo(60);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "1.5", "x", "x, 30", "\"30\"", "30 s", "+30", "\u0663\u0660"})
    void section5_1_ageThatIsNoNumberIsIgnored(String age) {
        assertThat(initialAge("Age", age)).isZero();
        assertThat(initialAge("Age", age, "Date", inSeconds(-5))).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2147483648", "2147483649", "99999999999", "99999999999999999999999999"})
    void section1_2_2_ageThatOverflowsIsTheGreatestThereIs(String age) {
        assertThat(initialAge("Age", age)).isEqualTo(2_147_483_648L);
    }

    @Property
    void section4_2_3_ageIsNeverLessThanWhatAnyFieldSays(
            @ForAll @LongRange(min = -100_000, max = 100_000) long sinceDate,
            @ForAll @LongRange(min = 0, max = 100_000) long age,
            @ForAll @LongRange(min = -1000, max = 1000) long delay,
            @ForAll @LongRange(min = -1000, max = 1000) long stay) {
        Fields response = Fields.of("Date", inSeconds(-sinceDate), "Age", Long.toString(age));

        Times times = Times.of(response, NOW.minusSeconds(delay), NOW);

        long resident = Math.max(0, stay);
        assertThat(times.ageAt(NOW.plusSeconds(stay)).toSeconds())
                .isGreaterThanOrEqualTo(sinceDate + resident)
                .isGreaterThanOrEqualTo(age + Math.max(0, delay) + resident);
    }
}
