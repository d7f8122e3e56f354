package org.palmgateway.auth.revocation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.MovableClock;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class LocalRevocationsTest {

    private static final String ISSUER = "https://id.example";
    private static final Duration KEPT = Duration.ofHours(1);

    private final MovableClock clock = new MovableClock();
    private final LocalRevocations revocations = new LocalRevocations(KEPT, 3, clock);

    @Test
    void nothingIsRevokedAtFirst() {
        assertThat(revocations.covers(credential("s", "li-na", "app"))).isFalse();
    }

    @Test
    void sessionIsRevokedWheneverItsTokenWasIssued() {
        revoke(new Revocation.OfSession(ISSUER, "s"));
        clock.advance(Duration.ofMinutes(1));

        assertThat(revocations.covers(credential("s", "li-na", "app"))).isTrue();
        assertThat(revocations.covers(credential("other", "li-na", "app"))).isFalse();
        assertThat(revocations.covers(new Credential("https://other.example", "s", "li-na", "app", clock.instant())))
                .isFalse();
    }

    @Test
    void subjectIsRevokedUpToAMomentAndMaySignInAgain() {
        Credential before = credential("s", "li-na", "app");
        revoke(new Revocation.OfSubject(ISSUER, "li-na", clock.instant().plusMillis(700)));

        assertThat(revocations.covers(before)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(revocations.covers(credential("s-2", "li-na", "app"))).isFalse();
    }

    @Test
    void tokenWithoutATimeOfIssueCountsAsIssuedBefore() {
        revoke(new Revocation.OfSubject(ISSUER, "li-na", clock.instant()));

        assertThat(revocations.covers(new Credential(ISSUER, "s", "li-na", "app", Instant.EPOCH)))
                .isTrue();
    }

    @Test
    void applicationIsRevokedForAllItsUsersAndForNoOtherKind() {
        revoke(new Revocation.OfApplication(ISSUER, "app", clock.instant()));

        assertThat(revocations.covers(credential("s", "li-na", "app"))).isTrue();
        assertThat(revocations.covers(credential("s", "wang-wu", "app"))).isTrue();
        assertThat(revocations.covers(credential("app", "app", "other"))).isFalse();
    }

    @Test
    void laterOfTwoRevocationsHolds() {
        Instant first = clock.instant();
        clock.advance(Duration.ofMinutes(1));
        Credential between = credential("s", "li-na", "app");
        revoke(new Revocation.OfSubject(ISSUER, "li-na", clock.instant()));
        revoke(new Revocation.OfSubject(ISSUER, "li-na", first));

        assertThat(revocations.covers(between)).isTrue();
    }

    @Test
    void revocationIsDroppedWhenNoTokenCanBeLeft() {
        revoke(new Revocation.OfSession(ISSUER, "s"));

        clock.advance(KEPT.minusMillis(1));
        assertThat(revocations.covers(credential("s", "li-na", "app"))).isTrue();
        clock.advance(Duration.ofMillis(1));
        assertThat(revocations.covers(credential("s", "li-na", "app"))).isFalse();
    }

    @Test
    void fullListRefusesAndForgetsNothing() {
        for (String session : List.of("a", "b", "c")) {
            revoke(new Revocation.OfSession(ISSUER, session));
        }

        StepVerifier.create(revocations.revoke(new Revocation.OfSession(ISSUER, "d")))
                .verifyError(TooManyRevocations.class);
        assertThat(List.of("a", "b", "c")).allMatch(session -> revocations.covers(credential(session, "li-na", "app")));
        revoke(new Revocation.OfSession(ISSUER, "a"));
        clock.advance(KEPT);
        revoke(new Revocation.OfSession(ISSUER, "d"));
    }

    @Test
    void memoriesAreSweptOnceForManyRevocations() {
        VirtualTimeScheduler time = VirtualTimeScheduler.create();
        AtomicInteger sweeps = new AtomicInteger();
        AtomicInteger found = new AtomicInteger();
        Remembering memory = revoked -> {
            sweeps.incrementAndGet();
            found.set(revoked.test(credential("a", "li-na", "app")) ? 1 : 0);
        };
        SweptRevocations swept = new SweptRevocations(revocations, List.of(memory), Duration.ofSeconds(1), time);

        Mono.when(
                        swept.revoke(new Revocation.OfSession(ISSUER, "a")),
                        swept.revoke(new Revocation.OfSession(ISSUER, "b")))
                .block(Duration.ofSeconds(5));
        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(sweeps).hasValue(1);
        assertThat(found).hasValue(1);
        swept.revoke(new Revocation.OfSession(ISSUER, "c")).block(Duration.ofSeconds(5));
        time.advanceTimeBy(Duration.ofSeconds(1));

        assertThat(sweeps).hasValue(2);
    }

    @Test
    void boundIsChecked() {
        assertThatThrownBy(() -> new LocalRevocations(KEPT, 0, clock)).hasMessageStartingWith("maximum: 0");
    }

    private void revoke(Revocation revocation) {
        revocations.revoke(revocation).block(Duration.ofSeconds(5));
    }

    private Credential credential(String session, String subject, String application) {
        return new Credential(ISSUER, session, subject, application, clock.instant());
    }
}
