package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.limit.Charge;
import org.palmgateway.gateway.limit.Demand;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What three nodes let pass together, over a real Redis. */
class SharedLimitsAccuracyTest {

    /** Long, so that a busy machine does not pass for an outage, in which nodes serve their shares in addition. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Demand DEMAND = Demands.of(Demands.perMinute(600, 600), "s", 1);

    @TempDir
    private Path directory;

    private RealRedis redis;
    private Nodes nodes;

    @BeforeEach
    void start() {
        redis = RealRedis.start(directory);
        nodes = new Nodes(redis.uri(), 3, PATIENCE);
        nodes.awaitMode("shared");
    }

    @AfterEach
    void stop() {
        nodes.close();
        redis.close();
    }

    @Test
    void tenMinutesAtTwiceTheLimitAdmitTheLimit() {
        nodes.exhaust(DEMAND);

        int admitted = nodes.run("shared", Duration.ofMinutes(10), Duration.ofMillis(50), DEMAND, nodes::anyNode);

        assertThat(admitted).isCloseTo(6000, Percentage.withPercentage(2));
    }

    @Test
    void tenMinutesOfUnevenBalancingAdmitTheLimit() {
        nodes.exhaust(DEMAND);

        int admitted = nodes.run(
                "shared", Duration.ofMinutes(10), Duration.ofMillis(50), DEMAND, () -> nodes.nodeByPercents(80, 15, 5));

        assertThat(admitted).isCloseTo(6000, Percentage.withPercentage(2));
    }

    @Test
    void nobodyIsRefusedBelowTheLimitAndFewWait() {
        int admitted = nodes.run("shared", Duration.ofMinutes(10), Duration.ofMillis(110), DEMAND, nodes::anyNode);

        assertThat(admitted).isEqualTo(Duration.ofMinutes(10).dividedBy(Duration.ofMillis(110)));
    }

    @Test
    void freshBucketAdmitsItsBurstExactly() {
        assertThat(nodes.exhaust(DEMAND)).isEqualTo(600);
    }

    @Test
    void busyLimitThatIsUsedUpComesInBatches() {
        Demand busy = Demands.of(Demands.limit("busy", 1000, Duration.ofSeconds(1), 1000), "s", 1);
        nodes.exhaust(busy);

        int admitted = nodes.run("shared", Duration.ofSeconds(20), Duration.ofNanos(500_000), busy, nodes::anyNode);

        assertThat(admitted).isCloseTo(20_000, Percentage.withPercentage(2));
        assertThat(waits()).isLessThan(4000);
    }

    @Test
    void concurrentRequestsAreChargedToAllOrNone() {
        Demand small = Demands.of(Demands.limit("small", 300, Duration.ofDays(1), 300), "s", 1);
        Demand big = Demands.of(Demands.limit("big", 1000, Duration.ofDays(1), 1000), "s", 2);

        long both = Flux.range(0, 3000)
                .flatMap(i -> nodes.node(i % 3).charge(List.of(big, small)).subscribeOn(Schedulers.parallel()), 64)
                .filter(Charge.Granted.class::isInstance)
                .count()
                .block();
        int smallAlone = nodes.exhaust(small);
        int bigAlone = nodes.exhaust(big);

        assertThat(both + smallAlone).isEqualTo(300);
        assertThat(both + bigAlone).isEqualTo(500);
    }

    private long waits() {
        return nodes.node(0).stats().waits()
                + nodes.node(1).stats().waits()
                + nodes.node(2).stats().waits();
    }
}
