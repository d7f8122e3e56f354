package org.palmgateway.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FigureTest {

    @Test
    void ratiosAreOfOneRoundEach() {
        Figure ratio = new Ratio("palm", "plain", 1.0)
                .in("", Map.of("palm", List.of(100.0, 300.0, 90.0), "plain", List.of(200.0, 400.0, 100.0)));

        assertThat(ratio.rounds()).containsExactly(0.5, 0.75, 0.9);
        assertThat(ratio.spread()).isEqualTo(new Spread(0.5, 0.75, 0.9));
    }

    @Test
    void theMedianDecidesWhetherATargetIsMet() {
        Figure figure = Figure.of("ratio", "", 2, List.of(0.9, 1.0, 1.4));

        assertThat(figure.atMost(1.0).verdict()).isEqualTo("met");
        assertThat(figure.atMost(0.95).verdict()).isEqualTo("missed");
        assertThat(figure.verdict()).isEmpty();
    }

    @Test
    void aSpreadOfOneValueIsThatValue() {
        assertThat(Spread.of(450).text("MB", 0)).isEqualTo("450 MB");
        assertThat(Spread.of(3, 1, 2).text("", 1)).isEqualTo("2.0 (1.0 to 3.0)");
    }
}
