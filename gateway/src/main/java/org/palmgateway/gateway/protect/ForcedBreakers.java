package org.palmgateway.gateway.protect;

import org.jspecify.annotations.Nullable;

/** What operators force upon the breakers of one department. */
@FunctionalInterface
public interface ForcedBreakers {

    /** Nothing. */
    ForcedBreakers NONE = upstream -> null;

    /**
     * Returns what is forced.
     *
     * @param upstream id of the upstream
     * @return true when nothing may pass, false when everything passes, null when it is left to the breaker
     */
    @Nullable
    Boolean isOpen(String upstream);
}
