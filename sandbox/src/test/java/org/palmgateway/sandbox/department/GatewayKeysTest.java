package org.palmgateway.sandbox.department;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GatewayKeysTest {

    private final Gateway gateway = new Gateway();
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-11-24T08:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
    private final GatewayKeys keys = new GatewayKeys(() -> gateway.keys(), clock);

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void unknownKeysAreLookedUpOnceASecond() throws Exception {
        for (int i = 0; i < 100; i++) {
            keys.get(selector("unknown-" + i), null);
        }

        assertThat(gateway.fetches()).isEqualTo(1);
    }

    @Test
    void newKeyIsFoundAfterASecond() throws Exception {
        keys.get(selector("unknown"), null);
        ECKey next = Gateway.key();
        gateway.publish(next);
        now.updateAndGet(before -> before.plusSeconds(1));

        List<JWK> found = keys.get(selector(next.getKeyID()), null);

        assertThat(found).hasSize(1);
        assertThat(gateway.fetches()).isEqualTo(2);
    }

    @Test
    void knownKeyNeedsNoFetch() throws Exception {
        JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
        keys.get(any, null);
        now.updateAndGet(before -> before.plusSeconds(3600));

        keys.get(any, null);

        assertThat(gateway.fetches()).isEqualTo(1);
    }

    @Test
    void callersThatMeetWaitForOneFetch() throws Exception {
        JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
        ExecutorService callers = Executors.newFixedThreadPool(16);
        List<Callable<List<JWK>>> calls = IntStream.range(0, 16)
                .<Callable<List<JWK>>>mapToObj(i -> () -> keys.get(any, null))
                .toList();

        List<Future<List<JWK>>> answers = callers.invokeAll(calls);
        callers.shutdown();

        for (Future<List<JWK>> answer : answers) {
            assertThat(answer.get()).hasSize(1);
        }
        assertThat(gateway.fetches()).isEqualTo(1);
    }

    @Test
    void missingKeySetIsReportedWithItsAddress() {
        GatewayKeys nobody = new GatewayKeys(() -> URI.create("http://127.0.0.1:1/jwks"), clock);

        assertThatThrownBy(() -> nobody.get(selector("any"), null))
                .isInstanceOf(KeySourceException.class)
                .hasMessageContaining("http://127.0.0.1:1/jwks");
    }

    @Test
    void oldKeysStayInUseWhenTheGatewayIsGone() throws Exception {
        JWKSelector any = new JWKSelector(new JWKMatcher.Builder().build());
        keys.get(any, null);
        gateway.close();
        now.updateAndGet(before -> before.plusSeconds(2));
        keys.get(selector("unknown"), null);

        assertThat(keys.get(any, null)).hasSize(1);
    }

    private static JWKSelector selector(String kid) {
        return new JWKSelector(new JWKMatcher.Builder().keyID(kid).build());
    }
}
