package org.palmgateway.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.routes.registry.UsageCount;
import org.palmgateway.routes.registry.UsageCount.ByClass;
import org.palmgateway.routes.snapshot.Snapshot;

class UsageCountsTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("1970-01-03T00:30:00Z"), ZoneOffset.UTC);

    private final Snapshot snapshot = TestProvince.snapshot();
    private final UsageCounts counts = new UsageCounts(2, CLOCK);

    private Facts facts(String client) {
        return TestProvince.matched(snapshot, "GET", "/insurance/records", "330106")
                .withPrincipal(new Principal(
                        "iss",
                        "zhang-wei",
                        "citizen",
                        client,
                        Set.of(),
                        Set.of(),
                        "1",
                        1,
                        "session-1",
                        "",
                        Map.of(),
                        Instant.EPOCH,
                        Instant.MAX));
    }

    @Test
    void answersAreCountedByClassOfStatus() {
        for (int status : List.of(101, 200, 204, 304, 404, 499, 503)) {
            counts.count(facts("app-a"), status);
        }

        List<UsageCount> taken = counts.take();

        assertThat(taken).hasSize(1);
        assertThat(taken.get(0).client()).isEqualTo("app-a");
        assertThat(taken.get(0).hour()).isEqualTo(48);
        assertThat(taken.get(0).answers()).isEqualTo(new ByClass(1, 2, 1, 2, 1));
        assertThat(counts.take()).isEmpty();
    }

    @Test
    void whatHasNoApplicationOrRouteIsNotCounted() {
        counts.count(TestProvince.facts(snapshot), 404);
        counts.count(TestProvince.matched(snapshot, "GET", "/insurance/records", "330106"), 200);
        counts.count(facts(""), 200);

        assertThat(counts.take()).isEmpty();
    }

    @Test
    void beyondTheMostWhatIsNewIsDropped() {
        for (String client : List.of("app-a", "app-b", "app-c", "app-a")) {
            counts.count(facts(client), 200);
        }

        assertThat(counts.take()).extracting(UsageCount::client).containsExactlyInAnyOrder("app-a", "app-b");
        assertThat(counts.dropped()).isEqualTo(1);
    }

    @Test
    void whatCouldNotBeKeptIsPutBack() {
        counts.count(facts("app-a"), 200);
        List<UsageCount> taken = counts.take();
        counts.count(facts("app-a"), 200);

        counts.putBack(taken);

        assertThat(counts.take())
                .singleElement()
                .satisfies(count -> assertThat(count.answers()).isEqualTo(new ByClass(0, 2, 0, 0, 0)));
    }

    @Test
    void nothingIsLostBetweenThoseWhoCountAndWhoTakes() throws Exception {
        int threads = 4;
        int each = 20_000;
        List<CompletableFuture<Void>> work = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            work.add(CompletableFuture.runAsync(() -> {
                for (int n = 0; n < each; n++) {
                    counts.count(facts("app-a"), 200);
                }
            }));
        }
        long taken = 0;
        CompletableFuture<Void> all = CompletableFuture.allOf(work.toArray(CompletableFuture[]::new));
        while (!all.isDone()) {
            taken += sum(counts.take());
        }
        all.get(10, TimeUnit.SECONDS);

        taken += sum(counts.take());
        taken += sum(counts.take());

        assertThat(taken).isEqualTo((long) threads * each);
    }

    private static long sum(List<UsageCount> counts) {
        return counts.stream().mapToLong(count -> count.answers().succeeded()).sum();
    }
}
