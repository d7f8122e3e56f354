package org.palmgateway.routes.snapshot;

import java.util.List;

/**
 * How the effective policies of two snapshots differ, for routes or applications that a change means the same for.
 *
 * @param count how many there are
 * @param of the ids of the first of them, {@value #SHOWN} at most; an application's as {@code application/<id>}
 * @param values what holds now and what would
 */
public record PolicyDifference(int count, List<String> of, List<Value> values) {

    private static final int SHOWN = 20;

    /**
     * One value that differs.
     *
     * @param name name of the setting, or of the limit, such as {@code limit region/330000/per-citizen}; or {@code
     *     maintenance}, or {@code breaker} and an upstream; when it does not differ for all subjects, for which ones
     * @param before what holds, with its source; empty for what is not there
     * @param after what would hold, with its source; empty for what would not be there
     */
    public record Value(String name, String before, String after) {}

    /** Copies the lists. */
    public PolicyDifference {
        of = List.copyOf(of);
        values = List.copyOf(values);
    }

    /**
     * Compares two snapshots of the same bundles.
     *
     * @return the differences, by the id of the first that each of them concerns; none for a value that only another
     *     document of the same place says now
     */
    public static List<PolicyDifference> between(Snapshot before, Snapshot after) {
        return new Comparison(before.policies(), after.policies())
                .of(after.bundles().values(), SHOWN);
    }
}
