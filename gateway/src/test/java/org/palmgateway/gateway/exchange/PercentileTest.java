package org.palmgateway.gateway.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.palmgateway.routes.region.Divisions;
import org.palmgateway.routes.snapshot.Snapshot;

class PercentileTest {

    private static final Snapshot SNAPSHOT = Snapshot.empty(Divisions.zhejiang());

    private static int of(String address) {
        return Percentile.of(Facts.of("r-1", Trace.from(List.of()), SNAPSHOT, 0, address));
    }

    @Test
    void addressesOfOneSubscriberAreInOnePercentile() {
        assertThat(of("2001:db8:1:2::1")).isEqualTo(of("2001:db8:1:2:ffff::9"));
        assertThat(of("192.0.2.7")).isEqualTo(of("::ffff:192.0.2.7"));
    }

    @Test
    void neighboursAreSpreadEvenly() {
        long below = IntStream.range(0, 10_000)
                .map(i -> of("10.0." + i / 250 + "." + i % 250))
                .filter(percentile -> percentile < 10)
                .count();

        assertThat(below).isBetween(800L, 1200L);
    }
}
