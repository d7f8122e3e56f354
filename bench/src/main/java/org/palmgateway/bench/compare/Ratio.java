package org.palmgateway.bench.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How many times as much as another way one way takes.
 *
 * @param of name of the way
 * @param to name of the other way
 * @param target the most that it may be, null when none was set
 */
record Ratio(String of, String to, @Nullable Double target) {

    /**
     * Divides round by round, so that what slows the whole machine down for a while cancels.
     *
     * @param before what the figure's name begins with
     * @param values what each way took in each round
     */
    Figure in(String before, Map<String, List<Double>> values) {
        List<Double> ratios = new ArrayList<>();
        List<Double> dividends = values.getOrDefault(of, List.of());
        List<Double> divisors = values.getOrDefault(to, List.of());
        for (int round = 0; round < dividends.size(); round++) {
            ratios.add(dividends.get(round) / divisors.get(round));
        }
        return Figure.of(before + of + " / " + to, "", 2, ratios).atMost(target);
    }
}
