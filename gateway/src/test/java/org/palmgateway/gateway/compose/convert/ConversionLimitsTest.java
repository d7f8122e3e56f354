package org.palmgateway.gateway.compose.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNoException;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConversionLimitsTest {

    private static final int[] LEAST = {1, 1, 1, 1, 1, 20, 1};
    private static final int[] MOST = {1 << 26, 500, 10_000_000, 1 << 26, 1000, 10_000, 10_000};

    private static ConversionLimits limits(int[] values) {
        return new ConversionLimits(values[0], values[1], values[2], values[3], values[4], values[5], values[6]);
    }

    private static int[] with(int[] values, int index, int value) {
        int[] changed = values.clone();
        changed[index] = value;
        return changed;
    }

    @Test
    void boundsAreWithinTheirRanges() {
        assertThatNoException().isThrownBy(() -> limits(LEAST));
        assertThatNoException().isThrownBy(() -> limits(MOST));
    }

    @ParameterizedTest
    @CsvSource({
        "0, octets",
        "1, depth",
        "2, values",
        "3, textLength",
        "4, nameLength",
        "5, numberDigits",
        "6, attributes"
    })
    void boundOutOfItsRangeIsNamed(int index, String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(with(LEAST, index, LEAST[index] - 1)))
                .withMessageStartingWith(name + ": ");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> limits(with(MOST, index, MOST[index] + 1)))
                .withMessageStartingWith(name + ": ");
    }

    @Test
    void standardIsAMegabyte() {
        assertThat(ConversionLimits.STANDARD.octets()).isEqualTo(1_048_576);
        assertThat(ConversionLimits.STANDARD.depth()).isEqualTo(32);
        assertThat(ConversionLimits.STANDARD.values()).isEqualTo(100_000);
    }

    @Test
    void wordsOfRefusalsNeverChange() {
        assertThat(Arrays.stream(Refusal.values()).map(Refusal::word))
                .containsExactly(
                        "not-json",
                        "not-xml",
                        "not-form",
                        "has-dtd",
                        "too-deep",
                        "too-large",
                        "duplicate-key",
                        "wrong-charset",
                        "wrong-character",
                        "wrong-name",
                        "no-mapping");
    }

    @Test
    void refusalSaysOnlyItsWord() {
        ConversionRefused refused = new ConversionRefused(Refusal.NOT_JSON);

        assertThat(refused).hasMessage("not-json").hasNoCause();
        assertThat(refused.getStackTrace()).isEmpty();
    }
}
