package org.palmgateway.gateway.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestRingTest {

    @Test
    void theOldestGiveWayToTheNewest() {
        RequestRing ring = new RequestRing(3);

        IntStream.range(0, 5).forEach(i -> ring.add(request("/" + i)));

        assertThat(ring.all()).extracting(RecordedRequest::path).containsExactlyInAnyOrder("/2", "/3", "/4");
    }

    @Test
    void aRingOfNoneKeepsNothing() {
        RequestRing ring = new RequestRing(0);

        ring.add(request("/x"));

        assertThat(ring.keeps()).isFalse();
        assertThat(ring.all()).isEmpty();
    }

    @Test
    void threadsThatAddAtOnceFillEveryPlace() {
        RequestRing ring = new RequestRing(1000);

        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            int from = thread * 250;
            threads.add(CompletableFuture.runAsync(
                    () -> IntStream.range(from, from + 250).forEach(i -> ring.add(request("/" + i)))));
        }
        threads.forEach(CompletableFuture::join);

        assertThat(ring.all()).doesNotHaveDuplicates().hasSize(1000);
    }

    private static RecordedRequest request(String path) {
        return new RecordedRequest("GET", path, null, "", "", "", Set.of(), Set.of(), 0, 0, null, null);
    }
}
