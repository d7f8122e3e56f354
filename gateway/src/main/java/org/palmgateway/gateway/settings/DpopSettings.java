package org.palmgateway.gateway.settings;

import java.time.Duration;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How proofs of possession (DPoP, RFC 9449) are checked, under {@code palm.identity.dpop}.
 *
 * @param life how long ago a proof may have been made, 1 s to 10 min; default 60 s
 * @param clockSkew how far ahead a caller's clock may be, at most 1 min; default 5 s
 * @param maximumProofs how many proofs are remembered so that none is used twice; further ones are refused; default 1,000,000
 * @param applications client ids of the applications whose tokens must be bound to a key; default none
 */
public record DpopSettings(
        @DefaultValue("60s") Duration life,
        @DefaultValue("5s") Duration clockSkew,
        @DefaultValue("1000000") long maximumProofs,
        @DefaultValue Set<String> applications) {

    /** Checks the bounds. */
    public DpopSettings {
        if (life.compareTo(Duration.ofSeconds(1)) < 0 || life.compareTo(Duration.ofMinutes(10)) > 0) {
            throw new InvalidSetting("palm.identity.dpop.life", life, "1s to 10m");
        }
        if (clockSkew.isNegative() || clockSkew.compareTo(Duration.ofMinutes(1)) > 0) {
            throw new InvalidSetting("palm.identity.dpop.clock-skew", clockSkew, "0s to 1m");
        }
        if (maximumProofs < 1) {
            throw new InvalidSetting("palm.identity.dpop.maximum-proofs", maximumProofs, "a whole number >= 1");
        }
        applications = Set.copyOf(applications);
    }
}
