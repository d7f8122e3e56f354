package org.palmgateway.auth.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.MovableClock;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class CachedKeysTest {

    private static final JWK OLD = TestKeys.ec("old");
    private static final JWK NEW = TestKeys.ec("new");

    private final MovableClock clock = new MovableClock();
    private final AtomicInteger fetches = new AtomicInteger();
    private final Deque<Mono<JWKSet>> answers = new ArrayDeque<>();
    private final CachedKeys keys = new CachedKeys(
            new KeySource(URI.create("https://id.example"), null),
            Mono.defer(() -> {
                fetches.incrementAndGet();
                return answers.isEmpty() ? Mono.error(new KeysNotFetched("down", null)) : answers.remove();
            }),
            IssuerKeys.Settings.defaults(),
            clock);

    @Test
    void keysAreFetchedOnceAndKept() {
        answers.add(Mono.just(new JWKSet(OLD)));

        assertThat(found("old")).containsExactly(OLD);
        assertThat(found("old")).containsExactly(OLD);

        assertThat(fetches).hasValue(1);
    }

    @Test
    void firstAskersShareOneFetch() {
        Sinks.One<JWKSet> slow = Sinks.one();
        answers.add(slow.asMono());

        Mono<List<List<JWK>>> all = Flux.range(0, 100)
                .flatMap(i -> keys.matching(kid("old")).subscribeOn(Schedulers.boundedElastic()), 100)
                .collectList();

        StepVerifier.create(all)
                .then(() -> slow.emitValue(new JWKSet(OLD), Sinks.EmitFailureHandler.FAIL_FAST))
                .assertNext(found -> assertThat(found).hasSize(100).allMatch(one -> one.contains(OLD)))
                .verifyComplete();
        assertThat(fetches).hasValue(1);
    }

    @Test
    void unknownKeyIsLookedForAtTheIssuer() {
        answers.add(Mono.just(new JWKSet(OLD)));
        answers.add(Mono.just(new JWKSet(List.of(OLD, NEW))));
        found("old");

        assertThat(found("new")).containsExactly(NEW);
    }

    @Test
    void unknownKeysCauseOneFetchIn30Seconds() {
        answers.add(Mono.just(new JWKSet(OLD)));
        answers.add(Mono.just(new JWKSet(OLD)));
        answers.add(Mono.just(new JWKSet(List.of(OLD, NEW))));
        found("old");

        assertThat(found("a")).isEmpty();
        assertThat(found("b")).isEmpty();
        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        assertThat(found("new")).isEmpty();
        assertThat(fetches).hasValue(2);

        clock.advance(Duration.ofNanos(1));
        assertThat(found("new")).containsExactly(NEW);
        assertThat(fetches).hasValue(3);
    }

    @Test
    void askersForUnknownKeysShareOneFetch() {
        Sinks.One<JWKSet> slow = Sinks.one();
        answers.add(Mono.just(new JWKSet(OLD)));
        answers.add(slow.asMono());
        found("old");

        Mono<List<List<JWK>>> all =
                Flux.range(0, 100).flatMap(i -> keys.matching(kid("new")), 100).collectList();

        StepVerifier.create(all)
                .then(() -> slow.emitValue(new JWKSet(NEW), Sinks.EmitFailureHandler.FAIL_FAST))
                .assertNext(found -> assertThat(found).hasSize(100).allMatch(one -> one.contains(NEW)))
                .verifyComplete();
        assertThat(fetches).hasValue(2);
    }

    @Test
    void agedKeysStayInUseWhileNewOnesAreFetched() {
        Sinks.One<JWKSet> slow = Sinks.one();
        answers.add(Mono.just(new JWKSet(OLD)));
        answers.add(slow.asMono());
        found("old");
        clock.advance(Duration.ofMinutes(10));

        assertThat(found("old")).containsExactly(OLD);
        assertThat(found("old")).containsExactly(OLD);
        assertThat(fetches).hasValue(2);

        slow.emitValue(new JWKSet(NEW), Sinks.EmitFailureHandler.FAIL_FAST);
        assertThat(found("new")).containsExactly(NEW);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void youngKeysAreNotFetchedAgain() {
        answers.add(Mono.just(new JWKSet(OLD)));
        found("old");
        clock.advance(Duration.ofMinutes(10).minusNanos(1));

        found("old");

        assertThat(fetches).hasValue(1);
    }

    @Test
    void failedRefreshKeepsTheOldKeysAndWaits30Seconds() {
        answers.add(Mono.just(new JWKSet(OLD)));
        found("old");
        clock.advance(Duration.ofMinutes(10));

        assertThat(found("old")).containsExactly(OLD);
        clock.advance(Duration.ofSeconds(29));
        assertThat(found("old")).containsExactly(OLD);
        assertThat(fetches).hasValue(2);

        clock.advance(Duration.ofSeconds(1));
        assertThat(found("old")).containsExactly(OLD);
        assertThat(fetches).hasValue(3);
    }

    @Test
    void unknownKeyWhileTheIssuerIsDownIsJustUnknown() {
        answers.add(Mono.just(new JWKSet(OLD)));
        found("old");

        assertThat(found("new")).isEmpty();
    }

    @Test
    void failedFirstFetchIsAnErrorAndNotRepeatedWithinASecond() {
        StepVerifier.create(keys.matching(kid("old"))).verifyError(KeysNotFetched.class);
        clock.advance(Duration.ofSeconds(1).minusNanos(1));

        StepVerifier.create(keys.matching(kid("old"))).verifyError(KeysNotFetched.class);
        assertThat(fetches).hasValue(1);

        clock.advance(Duration.ofNanos(1));
        answers.add(Mono.just(new JWKSet(OLD)));
        assertThat(found("old")).containsExactly(OLD);
        assertThat(fetches).hasValue(2);
    }

    private List<JWK> found(String kid) {
        List<JWK> found = keys.matching(kid(kid)).block(Duration.ofSeconds(10));
        assertThat(found).isNotNull();
        return List.copyOf(found);
    }

    private static JWKMatcher kid(String kid) {
        return new JWKMatcher.Builder().keyID(kid).build();
    }
}
