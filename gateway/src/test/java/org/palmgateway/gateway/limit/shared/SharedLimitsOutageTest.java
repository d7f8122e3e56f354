package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.limit.Demand;

/** What three nodes let pass together while a real Redis goes and comes back, at twice the limit all the time. */
class SharedLimitsOutageTest {

    private static final int LIMIT = 600;
    private static final int SHARE = LIMIT / 3;
    private static final Demand DEMAND = Demands.of(Demands.perMinute(LIMIT, LIMIT), "s", 1);
    private static final Duration STEP = Duration.ofMillis(50);

    @TempDir
    private Path directory;

    private RealRedis redis;
    private Nodes nodes;
    private int requestsPerStep = 1;

    private void begin(RealRedis started) {
        redis = started;
        nodes = new Nodes(redis.uri(), 3, Sharing.PATIENCE);
        nodes.awaitMode("shared");
        nodes.exhaust(DEMAND);
        nodes.admitted.clear();
        run("shared", Duration.ofMinutes(2));
    }

    @AfterEach
    void stop() {
        nodes.close();
        redis.close();
    }

    @Test
    void killedRedisAndItsReturnWithItsDataKeepTheLimit() {
        begin(RealRedis.startKeepingData(directory));
        lose(redis::kill);
        run("share", Duration.ofMinutes(2));
        regain(redis::start);
        run("shared", Duration.ofMinutes(3));
        theLimitHasHeld();
    }

    @Test
    void killedRedisAndItsReturnWithoutItsDataKeepTheLimit() {
        begin(RealRedis.start(directory));
        lose(redis::kill);
        run("share", Duration.ofSeconds(20));
        regain(redis::start);
        run("shared", Duration.ofMinutes(3));
        theLimitHasHeld();
    }

    /** Of which each node could have what the others have used, if it did not wait until they have said so. */
    @Test
    void rushAtTheReturnOfRedisKeepsTheLimit() {
        begin(RealRedis.startKeepingData(directory));
        lose(redis::kill);
        run("share", Duration.ofMinutes(2));
        requestsPerStep = 50;
        regain(redis::start);
        requestsPerStep = 1;
        run("shared", Duration.ofMinutes(2));
        theLimitHasHeld();
    }

    @Test
    void hungRedisAndItsReturnKeepTheLimit() {
        begin(RealRedis.start(directory));
        long waitsBefore = waits();
        lose(redis::hang);
        // One on each node, which found it out; no request after that.
        assertThat(waits() - waitsBefore).isLessThanOrEqualTo(3);
        run("share", Duration.ofMinutes(2));
        assertThat(waits() - waitsBefore).isLessThanOrEqualTo(3);
        regain(redis::goOn);
        run("shared", Duration.ofMinutes(3));
        theLimitHasHeld();
    }

    @Test
    void shortHangKeepsTheLimit() {
        begin(RealRedis.start(directory));
        lose(redis::hang);
        regain(redis::goOn);
        run("shared", Duration.ofMinutes(3));
        theLimitHasHeld();
    }

    @Test
    void bothGoneAndBackManyTimesKeepsTheLimit() {
        begin(RealRedis.startKeepingData(directory));
        for (int i = 0; i < 3; i++) {
            lose(redis::kill);
            run("share", Duration.ofSeconds(20));
            regain(redis::start);
            run("shared", Duration.ofSeconds(20));
        }
        theLimitHasHeld();
    }

    @Test
    void nodesStartWithoutRedisAndFindIt() {
        redis = RealRedis.toCome(directory);
        nodes = new Nodes(redis.uri(), 3, Sharing.PATIENCE);
        assertThat(nodes.ask(0, DEMAND)).isTrue();
        assertThat(nodes.node(0).mode()).isEqualTo("share");

        redis.start();

        nodes.awaitMode("shared");
        assertThat(nodes.exhaust(DEMAND)).isBetween(LIMIT - 1, LIMIT);
    }

    private void run(String mode, Duration time) {
        nodes.run(mode, time, STEP, DEMAND, nodes::anyNode);
    }

    private void step() {
        nodes.clock.advance(STEP);
        for (int i = 0; i < requestsPerStep; i++) {
            nodes.ask(nodes.anyNode(), DEMAND);
        }
    }

    /** Does what makes Redis go, and keeps asking until all nodes have noticed. */
    private void lose(Runnable how) {
        how.run();
        long begun = System.nanoTime();
        // The clock moves slowly meanwhile: for how long it takes is real time.
        while (!nodes.all("share")) {
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(1));
            step();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    private void regain(Runnable how) {
        how.run();
        long begun = System.nanoTime();
        while (!nodes.all("shared")) {
            assertThat(System.nanoTime() - begun).isLessThan(TimeUnit.SECONDS.toNanos(20));
            step();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(10));
        }
    }

    private long waits() {
        long waits = 0;
        for (int i = 0; i < 3; i++) {
            waits += nodes.node(i).stats().waits();
        }
        return waits;
    }

    private void theLimitHasHeld() {
        double minutes = (nodes.admitted.get(nodes.admitted.size() - 1) - nodes.admitted.get(0)) / 60_000.0;
        double expected = minutes * LIMIT;
        assertThat((double) nodes.admitted.size()).isCloseTo(expected, Percentage.withPercentage(2));
        assertThat(nodes.mostIn(Duration.ofMinutes(1))).isLessThanOrEqualTo(LIMIT + SHARE);
    }
}
