package org.palmgateway.routes.policy;

import java.util.HashSet;
import java.util.Set;

/** Something that holds for a while, in the place of what is otherwise said, and ends by itself. */
public sealed interface TrafficOverride {

    /** Returns who put it in force, why and for how long. */
    Terms terms();

    /** Returns the place that it is about. */
    Target target();

    /** Tells whether it and another one say different things about the same at the same time. */
    boolean conflictsWith(TrafficOverride other);

    /**
     * Other values at a place.
     *
     * @param terms who, why, how long
     * @param target the place
     * @param policy what holds there, for as much as it says
     * @param share per cent of the subjects that it holds for, 1 to 100; the same ones for every override of that share or more
     */
    record OfPolicy(Terms terms, Target target, Policy policy, int share) implements TrafficOverride {
        /** Refuses shares out of their bounds. */
        public OfPolicy {
            if (share < 1 || share > 100) {
                throw new IllegalArgumentException("share: " + share + " (expected: 1 to 100)");
            }
        }

        @Override
        public boolean conflictsWith(TrafficOverride other) {
            return other instanceof OfPolicy policyToo
                    && target.equals(policyToo.target)
                    && terms.overlap(policyToo.terms)
                    && sharesAValueWith(policyToo);
        }

        private boolean sharesAValueWith(OfPolicy other) {
            Set<String> limits = new HashSet<>();
            policy.limits().forEach(limit -> limits.add(limit.id()));
            return other.policy.limits().stream().anyMatch(limit -> limits.contains(limit.id()))
                    || other.policy.settings().set().stream()
                            .anyMatch(setting -> policy.settings().get(setting) != null);
        }
    }

    /**
     * A department or route that is closed.
     *
     * @param terms who, why, how long
     * @param target the department or route
     * @param zh what callers are told in Chinese
     * @param en what callers are told in English
     */
    record Maintenance(Terms terms, Target target, String zh, String en) implements TrafficOverride {
        @Override
        public boolean conflictsWith(TrafficOverride other) {
            return other instanceof Maintenance too && target.equals(too.target) && terms.overlap(too.terms);
        }
    }

    /**
     * A breaker that does not judge by itself.
     *
     * @param terms who, why, how long
     * @param department the department
     * @param upstream the upstream of it
     * @param open whether it lets nothing pass, or else everything
     */
    record OfBreaker(Terms terms, String department, String upstream, boolean open) implements TrafficOverride {
        @Override
        public Target target() {
            return Target.department(department);
        }

        @Override
        public boolean conflictsWith(TrafficOverride other) {
            return other instanceof OfBreaker too
                    && department.equals(too.department)
                    && upstream.equals(too.upstream)
                    && terms.overlap(too.terms);
        }
    }
}
