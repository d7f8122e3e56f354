package org.palmgateway.bench.compare;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A figure, as each round gave it.
 *
 * @param what what was measured
 * @param unit its unit; empty for ratios and counts
 * @param digits how many digits behind the point tables show
 * @param rounds the values, at least one
 * @param target the most that the median may be, null when none was set
 */
record Figure(
        String what,
        String unit,
        int digits,
        List<Double> rounds,
        @Nullable Double target) {

    /** Copies the rounds. */
    Figure {
        rounds = List.copyOf(rounds);
    }

    static Figure of(String what, String unit, int digits, List<Double> rounds) {
        return new Figure(what, unit, digits, rounds, null);
    }

    Figure atMost(@Nullable Double most) {
        return new Figure(what, unit, digits, rounds, most);
    }

    Spread spread() {
        return Spread.of(rounds.stream().mapToDouble(each -> each).toArray());
    }

    /** Returns whether the target is met, in words; empty when there is none. */
    String verdict() {
        if (target == null) {
            return "";
        }
        return spread().median() <= target ? "met" : "missed";
    }
}
