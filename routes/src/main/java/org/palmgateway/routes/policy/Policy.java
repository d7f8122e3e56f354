package org.palmgateway.routes.policy;

import java.util.List;

/**
 * What one place says about traffic; what it leaves unsaid comes from the places above.
 *
 * @param limits its limits, which add up with those of the places above
 * @param settings its other values, which hold in the place of those above
 */
public record Policy(List<Limit> limits, Settings settings) {

    /** A policy that says nothing. */
    public static final Policy NONE = new Policy(List.of(), Settings.NONE);

    /** Copies the limits. */
    public Policy {
        limits = List.copyOf(limits);
    }

    /** Tells whether it says nothing. */
    public boolean isEmpty() {
        return limits.isEmpty() && settings.isEmpty();
    }
}
