package org.palmgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class AssuranceLevelsTest {

    @Test
    void namedLevelsAreWorthWhatIsSaidAndOthersNothing() {
        AssuranceLevels levels = new AssuranceLevels(Map.of("password", 1, "face", 3));

        assertThat(levels.of("face")).isEqualTo(3);
        assertThat(levels.of("3")).isZero();
        assertThat(levels.of("")).isZero();
        assertThat(levels.reaching(1)).containsExactlyInAnyOrder("password", "face");
        assertThat(levels.reaching(2)).containsExactly("face");
    }

    @Test
    void withoutNamesANumberStandsForItself() {
        assertThat(AssuranceLevels.NUMBERS.of("2")).isEqualTo(2);
        assertThat(AssuranceLevels.NUMBERS.of("-2")).isZero();
        assertThat(AssuranceLevels.NUMBERS.of("100")).isZero();
        assertThat(AssuranceLevels.NUMBERS.of("face")).isZero();
        assertThat(AssuranceLevels.NUMBERS.reaching(2)).containsExactly("2");
    }

    @Test
    void levelOutOfRangeIsRefused() {
        assertThatThrownBy(() -> new AssuranceLevels(Map.of("face", 100)))
                .hasMessage("assuranceLevels: face=100 (expected: 0 to 99)");
    }
}
