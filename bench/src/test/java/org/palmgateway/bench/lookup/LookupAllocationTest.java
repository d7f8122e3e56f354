package org.palmgateway.bench.lookup;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.palmgateway.bench.allocation.Allocation;
import org.palmgateway.routes.path.NormalPath;

class LookupAllocationTest {

    /** Octets for a lookup among 1,000 routes, path variables and misses mixed as in the benchmark. */
    private static final double FIND = 66;

    /** Octets for the normal form of its path. */
    private static final double NORMALISE = 256;

    @Test
    void aLookupAllocatesNoMoreThanItDid() throws Exception {
        Traffic traffic = new Traffic();
        traffic.routes = 1000;
        traffic.prepare();

        double find = Allocation.ofCall(() -> {
            Question question = traffic.next();
            return traffic.index().find(question.method(), question.path(), question.regions());
        });
        double normalise = Allocation.ofCall(() -> NormalPath.of(traffic.next().raw()));

        assertThat(find).isLessThanOrEqualTo(FIND);
        assertThat(normalise).isLessThanOrEqualTo(NORMALISE);
    }
}
