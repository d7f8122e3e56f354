package org.palmgateway.gateway.limit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.IntSupplier;
import org.palmgateway.gateway.limit.Charge;
import org.palmgateway.gateway.limit.Demand;
import org.palmgateway.gateway.plane.TestGateway;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** Several nodes that share limits over one Redis, with one clock that the test moves. */
final class Nodes implements AutoCloseable {

    final MovableClock clock = new MovableClock();
    /** When requests were admitted, in milliseconds of the clock. */
    final List<Long> admitted = new ArrayList<>();

    /** Balances alike in every run. */
    private final Random random = new Random(1);

    private final List<RedisBuckets> stores = new ArrayList<>();
    private final List<SharedLimits> nodes = new ArrayList<>();
    private final Scheduler scheduler = Schedulers.newParallel("nodes", 2);

    Nodes(String uri, int count, Duration patience) {
        for (int i = 0; i < count; i++) {
            RedisBuckets store = RedisBuckets.at(uri, clock);
            stores.add(store);
            nodes.add(SharedLimits.begin(store, new Sharing(count, 10_000, patience), clock, scheduler));
        }
    }

    SharedLimits node(int index) {
        return nodes.get(index);
    }

    void awaitMode(String mode) {
        assertThat(become(mode, Duration.ofSeconds(20))).as(mode).isTrue();
    }

    boolean become(String mode, Duration within) {
        return TestGateway.becomes(within, () -> all(mode));
    }

    boolean all(String mode) {
        return nodes.stream().allMatch(node -> node.mode().equals(mode));
    }

    int anyNode() {
        return random.nextInt(nodes.size());
    }

    /** One of the nodes, by how many per cent of the requests each one gets. */
    int nodeByPercents(int... percents) {
        int at = random.nextInt(100);
        for (int i = 0; i < percents.length; i++) {
            at -= percents[i];
            if (at < 0) {
                return i;
            }
        }
        return percents.length - 1;
    }

    boolean ask(int node, Demand demand) {
        boolean granted = nodes.get(node).charge(List.of(demand)).block() instanceof Charge.Granted;
        if (granted) {
            admitted.add(clock.millis());
        }
        return granted;
    }

    /**
     * Asks at regular times of the clock while all nodes are in a mode. A minute of the clock takes less than a second; so when a busy
     * machine makes a node lose Redis for a second, the clock waits.
     *
     * @return how many were admitted
     */
    int run(String mode, Duration time, Duration every, Demand demand, IntSupplier balancing) {
        int before = admitted.size();
        for (long i = 0; i < time.dividedBy(every); i++) {
            if (!all(mode)) {
                awaitMode(mode);
            }
            clock.advance(every);
            ask(balancing.getAsInt(), demand);
        }
        return admitted.size() - before;
    }

    /** Asks until no node admits any more, without moving the clock. */
    int exhaust(Demand demand) {
        int before = admitted.size();
        int refused = 0;
        while (refused < 20 * nodes.size()) {
            refused = ask(anyNode(), demand) ? 0 : refused + 1;
        }
        return admitted.size() - before;
    }

    /** The most that were admitted in any such time. */
    long mostIn(Duration window) {
        int most = 0;
        int from = 0;
        for (int to = 0; to < admitted.size(); to++) {
            while (admitted.get(to) - admitted.get(from) >= window.toMillis()) {
                from++;
            }
            most = Math.max(most, to - from + 1);
        }
        return most;
    }

    @Override
    public void close() {
        nodes.forEach(SharedLimits::close);
        stores.forEach(RedisBuckets::close);
        scheduler.dispose();
    }
}
