package org.palmgateway.routes.snapshot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.palmgateway.routes.index.CompiledRoute;
import org.palmgateway.routes.snapshot.Overlap.Example;
import org.palmgateway.routes.snapshot.Overlap.Kind;

/** Counts overlaps, and keeps so many of each kind as are shown. For one thread. */
final class OverlapCollection {

    private static final Comparator<Overlap> BY_IDS =
            Comparator.comparing(Overlap::own).thenComparing(Overlap::other);

    private final Map<Kind, TreeSet<Overlap>> kept = new EnumMap<>(Kind.class);
    private final Map<Kind, Integer> totals = new EnumMap<>(Kind.class);

    /** Adds one that was not added before. Its example is written only when it is shown. */
    void add(Kind kind, CompiledRoute own, CompiledRoute other, Supplier<Example> example) {
        totals.merge(kind, 1, Integer::sum);
        TreeSet<Overlap> first = kept.computeIfAbsent(kind, any -> new TreeSet<>(BY_IDS));
        if (first.size() == OverlapReport.SHOWN) {
            if (!isBefore(own, other, first.last())) {
                return;
            }
            first.pollLast();
        }
        first.add(new Overlap(kind, own.route().id(), other.route().id(), other.owner(), example.get()));
    }

    private static boolean isBefore(CompiledRoute own, CompiledRoute other, Overlap last) {
        int order = own.route().id().compareTo(last.own());
        return order < 0 || (order == 0 && other.route().id().compareTo(last.other()) < 0);
    }

    OverlapReport report() {
        List<Overlap> shown = new ArrayList<>();
        kept.values().forEach(shown::addAll);
        return new OverlapReport(shown, totals);
    }
}
