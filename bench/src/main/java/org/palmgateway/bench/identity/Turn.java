package org.palmgateway.bench.identity;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/** Takes values in turn, again and again, in an order that says nothing about where they lie in memory. For one thread. */
final class Turn<T> {

    private static final long SEED = 330000;

    private final List<T> values;
    private int next;

    Turn(List<T> values) {
        List<T> shuffled = new ArrayList<>(values);
        Collections.shuffle(shuffled, new Random(SEED));
        this.values = List.copyOf(shuffled);
    }

    T next() {
        next = (next + 1) % values.size();
        return values.get(next);
    }
}
