package org.palmgateway.bench.limit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palmgateway.bench.allocation.Allocation;

class LimitAllocationTest {

    /** Octets for working out which three buckets a request is charged to, a citizen's id included. */
    private static final double DEMANDS = 1670;

    /** Octets for charging it. */
    private static final double CHARGE = 1016;

    @Test
    void aChargeAllocatesNoMoreThanItDid() throws Exception {
        Callers callers = new Callers();
        callers.limits = 3;
        callers.citizens = 64;
        callers.prepare();

        double demands = Allocation.ofCall(callers::demandsOfNext);
        double charge = Allocation.ofCall(() -> callers.charge(callers.next()).block());

        assertThat(demands).isLessThanOrEqualTo(DEMANDS);
        assertThat(charge).isLessThanOrEqualTo(CHARGE);
    }
}
