package org.palmgateway.routes.policy;

import java.util.List;
import java.util.Map;

/** Makes effective policies of settings alone. */
public final class TestPolicies {

    private TestPolicies() {}

    /** Returns a policy with the defaults. */
    public static EffectivePolicy defaults() {
        return of(Settings.NONE);
    }

    /** Returns a policy with these settings. */
    public static EffectivePolicy of(Settings settings) {
        return new EffectivePolicy(List.of(), settings, Map.of());
    }
}
