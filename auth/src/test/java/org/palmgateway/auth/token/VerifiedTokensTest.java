package org.palmgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.revocation.Revocations;
import org.palmgateway.auth.token.InvalidToken.Reason;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class VerifiedTokensTest {

    private static final Duration LIFE = Duration.ofMinutes(5);

    private final MovableClock clock = new MovableClock();
    private final Revocations revocations = new LocalRevocations(Duration.ofHours(1), 100, clock);
    private final AtomicInteger calls = new AtomicInteger();
    private final Principal liNa = new Principal(
            "https://id.example",
            "li-na",
            "citizen",
            "app",
            Set.of(),
            Set.of(),
            "",
            0,
            "session-1",
            "",
            Map.of(),
            clock.instant(),
            clock.instant().plus(LIFE));

    @Test
    void verifiedTokenIsRememberedUntilItsEndAndNoLonger() {
        VerifiedTokens tokens = tokens(Mono.just(liNa));
        expectLiNa(tokens);

        clock.advance(LIFE.minusNanos(1));
        expectLiNa(tokens);
        assertThat(calls).hasValue(1);

        clock.advance(Duration.ofNanos(1));
        expectLiNa(tokens);
        assertThat(calls).hasValue(2);
    }

    @Test
    void tokenWithinItsClockSkewIsVerifiedEachTime() {
        VerifiedTokens tokens = tokens(Mono.just(liNa));
        clock.advance(LIFE);

        expectLiNa(tokens);
        expectLiNa(tokens);

        assertThat(calls).hasValue(2);
    }

    @Test
    void hundredWaitersShareOneVerification() {
        Sinks.One<Principal> slow = Sinks.one();
        VerifiedTokens tokens = tokens(slow.asMono());

        StepVerifier.create(Flux.range(0, 100)
                        .flatMap(i -> tokens.principal("token"), 100)
                        .collectList())
                .then(() -> slow.emitValue(liNa, Sinks.EmitFailureHandler.FAIL_FAST))
                .assertNext(all -> assertThat(all).hasSize(100).containsOnly(liNa))
                .verifyComplete();
        assertThat(calls).hasValue(1);
    }

    @Test
    void hundredThreadsAtOnceCauseOneVerification() {
        for (int round = 0; round < 50; round++) {
            calls.set(0);
            VerifiedTokens tokens = tokens(Mono.just(liNa));

            StepVerifier.create(Flux.range(0, 100)
                            .flatMap(i -> tokens.principal("token").subscribeOn(Schedulers.boundedElastic()), 100)
                            .collectList())
                    .assertNext(all -> assertThat(all).hasSize(100).containsOnly(liNa))
                    .verifyComplete();
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void firstWaiterThatGivesUpDoesNotFailTheOthers() {
        Sinks.One<Principal> slow = Sinks.one();
        VerifiedTokens tokens = tokens(slow.asMono());
        Disposable first = tokens.principal("token").subscribe();
        Mono<Principal> second = tokens.principal("token");

        StepVerifier.create(second)
                .then(first::dispose)
                .then(() -> slow.emitValue(liNa, Sinks.EmitFailureHandler.FAIL_FAST))
                .expectNext(liNa)
                .verifyComplete();
        assertThat(calls).hasValue(1);
    }

    @Test
    void verificationThatNeverAnswersIsReplaced() {
        AtomicReference<Mono<Principal>> answer = new AtomicReference<>(Mono.never());
        VerifiedTokens tokens = tokens(Mono.defer(answer::get));
        tokens.principal("token").subscribe().dispose();

        answer.set(Mono.just(liNa));
        clock.advance(Duration.ofSeconds(30));

        StepVerifier.create(tokens.principal("token"))
                .expectNext(liNa)
                .expectComplete()
                .verify(Duration.ofSeconds(5));
    }

    @Test
    void unavailableKeysAreNotRemembered() {
        AtomicReference<Mono<Principal>> answer =
                new AtomicReference<>(Mono.error(new IssuerUnavailable(new IllegalStateException("down"))));
        VerifiedTokens tokens = tokens(Mono.defer(answer::get));
        StepVerifier.create(tokens.principal("token")).verifyError(IssuerUnavailable.class);

        answer.set(Mono.just(liNa));

        expectLiNa(tokens);
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NOT_YET_VALID", "UNKNOWN_KEY", "TOO_LONG"})
    void refusalIsRememberedFor30Seconds(Reason reason) {
        VerifiedTokens tokens = tokens(Mono.error(new InvalidToken(reason, "bad")));
        expectRefusal(tokens, reason);

        clock.advance(Duration.ofSeconds(30).minusNanos(1));
        expectRefusal(tokens, reason);
        assertThat(calls).hasValue(1);

        clock.advance(Duration.ofNanos(1));
        expectRefusal(tokens, reason);
        assertThat(calls).hasValue(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"NOT_YET_VALID", "UNKNOWN_KEY"})
    void refusalThatTimeMayTurnAroundIsNotRemembered(Reason reason) {
        VerifiedTokens tokens = tokens(Mono.error(new InvalidToken(reason, "wait")));

        expectRefusal(tokens, reason);
        expectRefusal(tokens, reason);

        assertThat(calls).hasValue(2);
    }

    @Test
    void floodOfBadTokensDrivesOutNoGoodOne() {
        VerifiedTokens tokens = new VerifiedTokens(
                token -> {
                    calls.incrementAndGet();
                    return token.startsWith("good")
                            ? Mono.just(liNa)
                            : Mono.error(new InvalidToken(Reason.SIGNATURE, "bad"));
                },
                revocations,
                new VerifiedTokens.Settings(10, Duration.ofSeconds(30), 10, 100),
                clock);
        List<String> good = List.of("good 1", "good 2", "good 3", "good 4", "good 5");
        good.forEach(token -> tokens.principal(token).block(Duration.ofSeconds(5)));

        Flux.range(0, 20_000)
                .flatMap(i -> tokens.principal("bad " + i).onErrorResume(InvalidToken.class, refusal -> Mono.empty()))
                .blockLast(Duration.ofSeconds(60));
        good.forEach(token -> tokens.principal(token).block(Duration.ofSeconds(5)));

        assertThat(calls).hasValue(20_005);
        assertThat(tokens.stats().hits()).isEqualTo(5);
    }

    @Test
    void fewRefusalsAreRememberedAtATime() {
        VerifiedTokens tokens = new VerifiedTokens(
                counted(Mono.error(new InvalidToken(Reason.SIGNATURE, "bad"))),
                revocations,
                new VerifiedTokens.Settings(10, Duration.ofSeconds(30), 10, 100),
                clock);

        for (int round = 0; round < 2; round++) {
            Flux.range(0, 5_000)
                    .flatMap(i -> tokens.principal("bad " + i).onErrorResume(refusal -> Mono.empty()))
                    .blockLast(Duration.ofSeconds(60));
        }

        assertThat(calls).hasValueGreaterThan(9_000);
    }

    @Test
    void tokenOfAMebibyteIsNotLookedAt() {
        VerifiedTokens tokens = tokens(Mono.just(liNa));

        StepVerifier.create(tokens.principal("x".repeat(1024 * 1024)))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.TOO_LONG));
        assertThat(calls).hasValue(0);
    }

    @Test
    void longestAllowedTokenIsLookedAt() {
        VerifiedTokens tokens = tokens(Mono.just(liNa));

        StepVerifier.create(tokens.principal("x".repeat(16 * 1024)))
                .expectNext(liNa)
                .verifyComplete();
        StepVerifier.create(tokens.principal("x".repeat(16 * 1024 + 1)))
                .verifyErrorSatisfies(error -> assertReason(error, Reason.TOO_LONG));
    }

    @Test
    void countsSayWhatHappened() {
        VerifiedTokens tokens = new VerifiedTokens(
                token -> token.equals("good") ? Mono.just(liNa) : Mono.error(new InvalidToken(Reason.SIGNATURE, "bad")),
                revocations,
                VerifiedTokens.Settings.defaults(),
                clock);

        for (int i = 0; i < 3; i++) {
            tokens.principal("good").block(Duration.ofSeconds(5));
            StepVerifier.create(tokens.principal("bad")).verifyError(InvalidToken.class);
        }

        assertThat(tokens.stats()).isEqualTo(new VerifiedTokens.Stats(2, 2, 3));
    }

    @Test
    void rememberedTokenOfARevokedSessionIsRefusedAtOnce() {
        VerifiedTokens tokens = tokens(Mono.just(liNa));
        expectLiNa(tokens);

        revocations
                .revoke(new Revocation.OfSession("https://id.example", "session-1"))
                .block(Duration.ofSeconds(5));

        expectRefusal(tokens, Reason.REVOKED);
    }

    @Test
    void tokenRevokedWhileItIsVerifiedIsRefused() {
        Sinks.One<Principal> verification = Sinks.one();
        VerifiedTokens tokens = tokens(verification.asMono());
        AtomicReference<Throwable> seen = new AtomicReference<>();
        tokens.principal("token").subscribe(principal -> {}, seen::set);

        revocations
                .revoke(new Revocation.OfSubject("https://id.example", "li-na", clock.instant()))
                .block(Duration.ofSeconds(5));
        verification.emitValue(liNa, Sinks.EmitFailureHandler.FAIL_FAST);

        assertReason(seen.get(), Reason.REVOKED);
    }

    @Test
    void whatIsForgottenIsVerifiedAnew() {
        VerifiedTokens tokens = tokens(Mono.just(liNa));
        expectLiNa(tokens);

        tokens.forget(credential -> credential.subject().equals("somebody else"));
        expectLiNa(tokens);
        assertThat(calls).hasValue(1);
        tokens.forget(credential -> credential.subject().equals("li-na"));
        expectLiNa(tokens);

        assertThat(calls).hasValue(2);
    }

    @Test
    void tokensThatDifferInTheirLastCharacterOnlyAreTwoCallers() {
        String prefix = "x".repeat(10_000);
        VerifiedTokens tokens = new VerifiedTokens(
                token -> token.endsWith("1") ? Mono.just(liNa) : Mono.error(new InvalidToken(Reason.SIGNATURE, "bad")),
                revocations,
                VerifiedTokens.Settings.defaults(),
                clock);

        StepVerifier.create(tokens.principal(prefix + '1')).expectNext(liNa).verifyComplete();
        StepVerifier.create(tokens.principal(prefix + '2')).verifyError(InvalidToken.class);
        StepVerifier.create(tokens.principal(prefix)).verifyError(InvalidToken.class);
        StepVerifier.create(tokens.principal(prefix + '1')).expectNext(liNa).verifyComplete();
    }

    @Test
    void refusalCarriesNoStackTrace() {
        assertThat(new InvalidToken(Reason.SIGNATURE, "bad").getStackTrace()).isEmpty();
    }

    @Test
    void settingsAreChecked() {
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new VerifiedTokens.Settings(0, second, 1, 1))
                .hasMessageStartingWith("maximumTokens: ");
        assertThatThrownBy(() -> new VerifiedTokens.Settings(1, second.negated(), 1, 1))
                .hasMessageStartingWith("refusedFor: ");
        assertThatThrownBy(() -> new VerifiedTokens.Settings(1, second, -1, 1))
                .hasMessageStartingWith("maximumRefused: ");
        assertThatThrownBy(() -> new VerifiedTokens.Settings(1, second, 1, 0))
                .hasMessageStartingWith("maximumTokenLength: ");
    }

    private VerifiedTokens tokens(Mono<Principal> answer) {
        return new VerifiedTokens(counted(answer), revocations, VerifiedTokens.Settings.defaults(), clock);
    }

    private Function<String, Mono<Principal>> counted(Mono<Principal> answer) {
        return token -> {
            calls.incrementAndGet();
            return answer;
        };
    }

    private void expectLiNa(VerifiedTokens tokens) {
        StepVerifier.create(tokens.principal("token")).expectNext(liNa).verifyComplete();
    }

    private static void expectRefusal(VerifiedTokens tokens, Reason reason) {
        StepVerifier.create(tokens.principal("token")).verifyErrorSatisfies(error -> assertReason(error, reason));
    }

    private static void assertReason(Throwable error, Reason reason) {
        assertThat(error)
                .isInstanceOfSatisfying(
                        InvalidToken.class,
                        refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
