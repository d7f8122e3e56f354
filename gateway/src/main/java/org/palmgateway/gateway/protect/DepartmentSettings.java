package org.palmgateway.gateway.protect;

import org.palmgateway.routes.policy.Breaker;
import org.palmgateway.routes.policy.Concurrency;
import org.palmgateway.routes.policy.EffectivePolicy;
import org.palmgateway.routes.policy.RetryBudget;

/**
 * The part of a policy that is the same for all routes of a department.
 *
 * @param breaker when its upstreams are left alone
 * @param concurrency how many calls it may have at once
 * @param retryBudget how many retries it is sent
 */
public record DepartmentSettings(Breaker breaker, Concurrency concurrency, RetryBudget retryBudget) {

    /** Takes the part out of a policy. */
    public static DepartmentSettings of(EffectivePolicy policy) {
        return new DepartmentSettings(policy.breaker(), policy.concurrency(), policy.retryBudget());
    }
}
