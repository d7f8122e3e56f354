package org.palmgateway.bench.compare;

import java.util.Arrays;
import java.util.Locale;

/**
 * The least, the median and the most of what several rounds gave.
 *
 * @param least the least
 * @param median the one in the middle; of an even number, the greater of the two
 * @param most the most
 */
record Spread(double least, double median, double most) {

    static Spread of(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return new Spread(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
    }

    /** Returns all three in words: the median, and the others in brackets unless they are the same. */
    String text(String unit, int digits) {
        String number = "%,." + digits + "f";
        String middle = String.format(Locale.ROOT, number, median) + (unit.isEmpty() ? "" : " " + unit);
        return least == most
                ? middle
                : middle + String.format(Locale.ROOT, " (" + number + " to " + number + ")", least, most);
    }
}
