package org.palmgateway.routes.compose;

/**
 * That a branch is called once for each item of a list; the results keep its order.
 *
 * @param in the list
 * @param most how many items are called for at most; a longer list fails the branch
 * @param atOnce how many calls are under way at the same time
 */
public record Each(Pointer in, int most, int atOnce) {

    /** The longest list that can be allowed. */
    public static final int LONGEST = 100;

    /** Checks the numbers. */
    public Each {
        if (most < 1 || most > LONGEST) {
            throw new IllegalArgumentException("most: " + most + " (expected: 1 to " + LONGEST + ")");
        }
        if (atOnce < 1 || atOnce > most) {
            throw new IllegalArgumentException("at-once: " + atOnce + " (expected: 1 to most)");
        }
    }
}
