package org.palmgateway.routes.snapshot;

import java.util.List;
import java.util.Map;
import org.palmgateway.routes.snapshot.Overlap.Kind;

/**
 * What overlaps a change of one bundle would make.
 *
 * @param shown the overlaps, the first {@value #SHOWN} of each kind by the ids of both routes
 * @param totals how many there are of each kind, shown or not; kinds of which there are none are left out
 */
public record OverlapReport(List<Overlap> shown, Map<Kind, Integer> totals) {

    /** How many of each kind are shown at most. */
    public static final int SHOWN = 100;

    /** Copies both. */
    public OverlapReport {
        shown = List.copyOf(shown);
        totals = Map.copyOf(totals);
    }

    /** Returns how many there are of a kind. */
    public int total(Kind kind) {
        return totals.getOrDefault(kind, 0);
    }

    /** Returns those of a kind that are shown. */
    public List<Overlap> shown(Kind kind) {
        return shown.stream().filter(overlap -> overlap.kind() == kind).toList();
    }
}
