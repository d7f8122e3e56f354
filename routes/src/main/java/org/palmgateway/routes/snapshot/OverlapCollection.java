package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.palmgateway.routes.snapshot.Overlap.Kind;

/** Counts overlaps, and keeps so many of each kind as are shown. For one thread. */
final class OverlapCollection {

    private static final Comparator<Overlap> BY_IDS =
            Comparator.comparing(Overlap::own).thenComparing(Overlap::other);

    private final Map<Kind, TreeSet<Overlap>> kept = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> totals = new EnumMap<>(Kind.class);

    /** Adds one that was not added before. */
    void add(Overlap overlap) {
        totals.merge(overlap.kind(), 1, Integer::sum);
        TreeSet<Overlap> first = kept.computeIfAbsent(overlap.kind(), kind -> new TreeSet<>(BY_IDS));
        if (first.size() < OverlapReport.SHOWN) {
            first.add(overlap);
        } else if (BY_IDS.compare(overlap, first.last()) < 0) {
            first.pollLast();
            first.add(overlap);
        }
    }

    OverlapReport report() {
        List<Overlap> shown = new ArrayList<>();
        kept.values().forEach(shown::addAll);
        return new OverlapReport(shown, totals);
    }
}
