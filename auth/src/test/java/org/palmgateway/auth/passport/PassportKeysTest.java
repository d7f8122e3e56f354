package org.palmgateway.auth.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import java.text.ParseException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.token.Principal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class PassportKeysTest {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration TEN_MINUTES = Duration.ofMinutes(10);
    private static final Duration MOMENT = Duration.ofNanos(1);

    private final MovableClock clock = new MovableClock();
    private final PassportKeys keys = new PassportKeys(clock);
    private final Passports passports =
            new Passports(keys, Passports.Settings.of("https://palm.example", new PairwiseSecret(new byte[32])), clock);

    @Test
    void publishedKeysArePublicAndNamedByTheirThumbprint() throws ParseException, JOSEException {
        JWK key = JWKSet.parse(keys.jwks()).getKeys().get(0);

        assertThat(key.isPrivate()).isFalse();
        assertThat(key.getKeyID()).isEqualTo(key.computeThumbprint().toString());
        assertThat(key.getKeyUse()).isEqualTo(KeyUse.SIGNATURE);
        assertThat(key.getAlgorithm()).isEqualTo(JWSAlgorithm.ES256);
        assertThat(key.toECKey().getCurve()).isEqualTo(Curve.P_256);
        assertThat(keys.jwks()).doesNotContain("\"d\"");
    }

    @Test
    void nextKeyIsPublishedTenMinutesBeforeItSigns() {
        clock.advance(DAY.minus(TEN_MINUTES).minus(MOMENT));
        assertThat(published()).containsExactly(signing());

        clock.advance(MOMENT);
        List<String> both = published();
        assertThat(both).hasSize(2).startsWith(signing());

        clock.advance(TEN_MINUTES);
        assertThat(signing()).isEqualTo(both.get(1));
    }

    @Test
    void keySignsForADay() {
        String first = signing();

        clock.advance(DAY.minus(MOMENT));
        assertThat(signing()).isEqualTo(first);

        clock.advance(MOMENT);
        assertThat(signing()).isNotEqualTo(first);
    }

    @Test
    void oldPassportIsConfirmedUntilTenMinutesAfterTheRotation() {
        clock.advance(DAY.minus(MOMENT));
        Passport last = mint();

        clock.advance(TEN_MINUTES);
        assertThat(Department.accept(last, keys.jwks()).getSubject()).isNotBlank();

        clock.advance(MOMENT);
        String later = keys.jwks();
        assertThatThrownBy(() -> Department.accept(last, later)).isInstanceOf(AssertionError.class);
    }

    @Test
    void everyPassportOfFourDaysIsConfirmedByKeysFetchedTenMinutesBefore() {
        for (int step = 0; step < 4 * 24 * 6; step++) {
            String fetched = keys.jwks();
            clock.advance(TEN_MINUTES);

            assertThat(Department.accept(mint(), fetched).getSubject()).isNotBlank();
        }
    }

    @Test
    void gatewayThatWasIdleForDaysGoesOnWithTheKeyItAnnounced() {
        clock.advance(DAY.minus(MOMENT));
        List<String> announced = published();

        clock.advance(DAY.multipliedBy(5));

        assertThat(signing()).isEqualTo(announced.get(1));
        assertThat(published()).containsExactly(announced.get(1));
        clock.advance(DAY.minus(MOMENT));
        assertThat(signing()).isEqualTo(announced.get(1));
    }

    @Test
    void threadsThatMeetTheRotationAgreeOnTheKeys() {
        PassportKeys hourly = new PassportKeys(Duration.ofHours(1), Duration.ofMinutes(59), TEN_MINUTES, clock);
        clock.advance(Duration.ofMinutes(2));

        for (int round = 0; round < 20; round++) {
            clock.advance(Duration.ofHours(1));

            List<String> answers = Flux.range(0, 50)
                    .flatMap(i -> Mono.fromCallable(hourly::jwks).subscribeOn(Schedulers.boundedElastic()), 50)
                    .distinct()
                    .collectList()
                    .block(Duration.ofSeconds(30));

            assertThat(answers).hasSize(1);
        }
    }

    @Test
    void clockThatGoesBackChangesNothing() {
        clock.advance(DAY);
        String second = signing();

        clock.advance(DAY.negated());

        assertThat(signing()).isEqualTo(second);
    }

    @Test
    void durationsAreChecked() {
        assertThatThrownBy(() -> new PassportKeys(Duration.ofSeconds(59), Duration.ZERO, TEN_MINUTES, clock))
                .hasMessageStartingWith("rotateEvery: ");
        assertThatThrownBy(() -> new PassportKeys(DAY, DAY, TEN_MINUTES, clock))
                .hasMessageStartingWith("publishBefore: ");
        assertThatThrownBy(() -> new PassportKeys(DAY, TEN_MINUTES.negated(), TEN_MINUTES, clock))
                .hasMessageStartingWith("publishBefore: ");
        assertThatThrownBy(() -> new PassportKeys(DAY, TEN_MINUTES, Duration.ofSeconds(59), clock))
                .hasMessageStartingWith("publishAfter: ");
    }

    private List<String> published() {
        try {
            return JWKSet.parse(keys.jwks()).getKeys().stream()
                    .map(JWK::getKeyID)
                    .toList();
        } catch (ParseException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private String signing() {
        return Department.kid(mint());
    }

    /** A new passport, as each is for another session. */
    private Passport mint() {
        Principal principal = new Principal(
                "https://id.example",
                "li-na",
                "citizen",
                "app",
                Set.of(),
                Set.of(),
                "",
                0,
                UUID.randomUUID().toString(),
                "",
                Map.of(),
                clock.instant(),
                clock.instant().plus(DAY));
        return passports.passport(principal, new Recipient("tax", false, Set.of()));
    }
}
