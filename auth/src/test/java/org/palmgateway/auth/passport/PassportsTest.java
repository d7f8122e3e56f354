package org.palmgateway.auth.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.MovableClock;
import org.palmgateway.auth.token.Principal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

class PassportsTest {

    private static final Instant NOW = MovableClock.START;
    private static final PairwiseSecret SECRET = new PairwiseSecret(new byte[32]);
    private static final Recipient TAX = new Recipient("tax", false, Set.of());

    private final MovableClock clock = new MovableClock();
    private final PassportKeys keys = new PassportKeys(clock);
    private final Passports passports =
            new Passports(keys, Passports.Settings.of("https://palm.example", SECRET), clock);

    @Test
    void passportSaysWhoCallsAndIsConfirmedByThePublishedKeysAlone() throws ParseException {
        Passport passport = passports.passport(liNa().build(), new Recipient("tax", true, Set.of("district")));

        JWTClaimsSet claims = Department.accept(passport, keys.jwks());
        assertThat(claims.getClaims())
                .containsOnlyKeys(
                        "iss",
                        "aud",
                        "sub",
                        "iat",
                        "nbf",
                        "exp",
                        "jti",
                        "audience",
                        "application",
                        "acr",
                        "roles",
                        "scope",
                        "district");
        assertThat(claims.getIssuer()).isEqualTo("https://palm.example");
        assertThat(claims.getAudience()).containsExactly("tax");
        assertThat(claims.getSubject()).isEqualTo("li-na");
        assertThat(claims.getIssueTime()).isEqualTo(Date.from(NOW));
        assertThat(claims.getNotBeforeTime()).isEqualTo(Date.from(NOW));
        assertThat(claims.getExpirationTime()).isEqualTo(Date.from(NOW.plusSeconds(60)));
        assertThat(claims.getStringClaim("audience")).isEqualTo("citizen");
        assertThat(claims.getStringClaim("application")).isEqualTo("provincial-app");
        assertThat(claims.getStringClaim("acr")).isEqualTo("face");
        assertThat(claims.getStringListClaim("roles")).containsExactly("applicant", "owner");
        assertThat(claims.getStringClaim("scope")).isEqualTo("read write");
        assertThat(claims.getStringClaim("district")).isEqualTo("330106");
    }

    @Test
    void headerNamesTypeAlgorithmAndKey() throws ParseException {
        Passport passport = passports.passport(liNa().build(), TAX);

        assertThat(SignedJWT.parse(passport.token()).getHeader().toJSONObject())
                .containsEntry("alg", "ES256")
                .containsEntry("typ", "palm-passport+jwt")
                .containsOnlyKeys("alg", "typ", "kid");
    }

    @Test
    void emptyLevelRolesAndScopesAreToldAsSuch() throws ParseException {
        Principal principal =
                liNa().assurance("").roles(Set.of()).scopes(Set.of()).build();

        JWTClaimsSet claims = Department.accept(passports.passport(principal, TAX), keys.jwks());

        assertThat(claims.getClaims()).doesNotContainKey("acr");
        assertThat(claims.getStringListClaim("roles")).isEmpty();
        assertThat(claims.getStringClaim("scope")).isEmpty();
    }

    @Test
    void claimThatTheDepartmentMayNotSeeIsLeftOut() {
        Recipient curious = new Recipient("tax", false, Set.of("district", "absent"));

        JWTClaimsSet claims = Department.accept(passports.passport(liNa().build(), curious), keys.jwks());

        assertThat(claims.getClaims()).containsKey("district").doesNotContainKeys("phone", "absent");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "aud",
                "sub",
                "iat",
                "nbf",
                "exp",
                "jti",
                "audience",
                "application",
                "acr",
                "roles",
                "scope"
            })
    void claimOfThePassportItselfCannotBeReplaced(String claim) {
        assertThatThrownBy(() -> new Recipient("tax", false, Set.of(claim)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("claims: " + claim);
    }

    @Test
    void pairwiseSubjectDiffersPerDepartmentAndIsStable() {
        String tax = subject(liNa().build(), "tax");
        String health = subject(liNa().build(), "health");
        String taxInAnotherSession = subject(liNa().session("s-2").build(), "tax");

        assertThat(tax).isNotEqualTo(health).isEqualTo(taxInAnotherSession).doesNotContain("li-na");
        assertThat(subject(liNa().subject("wang-wei").build(), "tax")).isNotEqualTo(tax);
    }

    @Test
    void freshPassportIsHandedOutAgain() {
        Passport first = passports.passport(liNa().build(), TAX);

        clock.advance(Duration.ofSeconds(40).minusNanos(1));

        assertThat(passports.passport(liNa().build(), TAX)).isSameAs(first);
    }

    @Test
    void passportWithLessThanAThirdOfItsLifeLeftIsReplaced() {
        Passport first = passports.passport(liNa().build(), TAX);

        clock.advance(Duration.ofSeconds(40));
        Passport second = passports.passport(liNa().build(), TAX);

        assertThat(second).isNotEqualTo(first);
        assertThat(second.expires()).isEqualTo(NOW.plusSeconds(100));
    }

    @Test
    void passportNeverOutlivesTheToken() {
        Principal ending = liNa().expires(NOW.plusSeconds(30)).build();

        Passport passport = passports.passport(ending, TAX);

        assertThat(passport.expires()).isEqualTo(NOW.plusSeconds(30));
        assertThat(Department.accept(passport, keys.jwks()).getExpirationTime())
                .isEqualTo(Date.from(NOW.plusSeconds(30)));
    }

    @Test
    void shortPassportIsHandedOutAgainForTwoThirdsOfItsOwnLife() {
        Principal ending = liNa().expires(NOW.plusSeconds(30)).build();
        Passport first = passports.passport(ending, TAX);

        clock.advance(Duration.ofSeconds(20).minusNanos(1));
        assertThat(passports.passport(ending, TAX)).isSameAs(first);

        clock.advance(Duration.ofNanos(1));
        assertThat(passports.passport(ending, TAX)).isNotEqualTo(first);
    }

    @Test
    void passportInTheSkewAfterTheTokensEndIsOverWithTheToken() {
        Principal ended = liNa().expires(NOW.minusSeconds(5)).build();

        Passport passport = passports.passport(ended, TAX);

        assertThat(passport.expires()).isEqualTo(NOW.minusSeconds(5));
        assertThat(passports.passport(ended, TAX)).isNotEqualTo(passport);
    }

    @Test
    void passportOfALongTokenIsNotReusedForAShorterOne() {
        passports.passport(liNa().build(), TAX);

        Passport shorter =
                passports.passport(liNa().expires(NOW.plusSeconds(10)).build(), TAX);

        assertThat(shorter.expires()).isEqualTo(NOW.plusSeconds(10));
    }

    @ParameterizedTest
    @MethodSource("others")
    void whateverChangesThePassportGivesAnother(Draft other) {
        Passport passport = passports.passport(liNa().build(), new Recipient("tax", false, Set.of("district")));

        assertThat(passports.passport(other.build(), new Recipient("tax", false, Set.of("district"))))
                .isNotEqualTo(passport);
    }

    static Stream<Draft> others() {
        return Stream.of(
                liNa().issuer("https://other.example"),
                liNa().subject("wang-wei"),
                liNa().session("session-2"),
                liNa().audience("official"),
                liNa().application("kiosk"),
                liNa().assurance("password"),
                liNa().roles(Set.of("applicant")),
                liNa().scopes(Set.of("read")),
                liNa().claims(Map.of("district", "330102")),
                liNa().expires(NOW.plusSeconds(700)));
    }

    @ParameterizedTest
    @MethodSource("otherRecipients")
    void noOtherRecipientGetsTheSamePassport(Recipient other) {
        Passport passport = passports.passport(liNa().build(), TAX);

        assertThat(passports.passport(liNa().build(), other)).isNotEqualTo(passport);
    }

    static Stream<Recipient> otherRecipients() {
        return Stream.of(
                new Recipient("health", false, Set.of()),
                new Recipient("tax", true, Set.of()),
                new Recipient("tax", false, Set.of("district")));
    }

    @Test
    void claimThatIsNotReleasedDoesNotMatterForReuse() {
        Passport first = passports.passport(liNa().build(), TAX);

        Principal moved = liNa().claims(Map.of("district", "330102")).build();

        assertThat(passports.passport(moved, TAX)).isSameAs(first);
    }

    @Test
    void hundredThreadsAtOnceGetTheSamePassport() {
        for (int round = 0; round < 20; round++) {
            Principal principal = liNa().session("session " + round).build();

            List<Passport> different = Flux.range(0, 100)
                    .flatMap(
                            i -> Mono.fromCallable(() -> passports.passport(principal, TAX))
                                    .subscribeOn(Schedulers.boundedElastic()),
                            100)
                    .distinct()
                    .collectList()
                    .block(Duration.ofSeconds(30));

            assertThat(different).hasSize(1);
        }
    }

    @Test
    void textFormHidesTheToken() {
        Passport passport = passports.passport(liNa().build(), TAX);

        assertThat(passport.toString()).doesNotContain(passport.token()).contains("2026-11-24T08:01:00Z");
    }

    @Test
    void settingsAreChecked() {
        Duration life = Duration.ofSeconds(30);
        Duration reuse = Duration.ofSeconds(20);

        assertThatThrownBy(() -> new Passports.Settings("x", Duration.ofSeconds(61), reuse, SECRET, 1))
                .hasMessageStartingWith("life: ");
        assertThatThrownBy(() -> new Passports.Settings("x", Duration.ZERO, reuse, SECRET, 1))
                .hasMessageStartingWith("life: ");
        assertThatThrownBy(() -> new Passports.Settings("x", life, reuse.plusNanos(1), SECRET, 1))
                .hasMessageStartingWith("freshFor: ");
        assertThatThrownBy(() -> new Passports.Settings("x", life, reuse.negated(), SECRET, 1))
                .hasMessageStartingWith("freshFor: ");
        assertThatThrownBy(() -> new Passports.Settings(" ", life, reuse, SECRET, 1))
                .hasMessageStartingWith("issuer: ");
        assertThatThrownBy(() -> new Passports.Settings("x", life, reuse, SECRET, -1))
                .hasMessageStartingWith("maximumPassports: ");
        assertThatThrownBy(() -> new Recipient(" ", false, Set.of())).hasMessageStartingWith("department: ");
    }

    private String subject(Principal principal, String department) {
        Recipient recipient = new Recipient(department, false, Set.of());
        return Department.accept(passports.passport(principal, recipient), keys.jwks())
                .getSubject();
    }

    private static Draft liNa() {
        return new Draft(
                "https://id.example",
                "li-na",
                "citizen",
                "provincial-app",
                Set.of("applicant", "owner"),
                Set.of("read", "write"),
                "face",
                "session-1",
                Map.of("district", "330106", "phone", "13800000000"),
                NOW.plusSeconds(600));
    }

    /** A principal in the making. */
    record Draft(
            String issuer,
            String subject,
            String audience,
            String application,
            Set<String> roles,
            Set<String> scopes,
            String assurance,
            String session,
            Map<String, Object> claims,
            Instant expires) {

        Principal build() {
            return new Principal(
                    issuer,
                    subject,
                    audience,
                    application,
                    roles,
                    scopes,
                    assurance,
                    0,
                    session,
                    "",
                    claims,
                    Instant.EPOCH,
                    expires);
        }

        Draft issuer(String changed) {
            return new Draft(
                    changed, subject, audience, application, roles, scopes, assurance, session, claims, expires);
        }

        Draft subject(String changed) {
            return new Draft(
                    issuer, changed, audience, application, roles, scopes, assurance, session, claims, expires);
        }

        Draft audience(String changed) {
            return new Draft(issuer, subject, changed, application, roles, scopes, assurance, session, claims, expires);
        }

        Draft application(String changed) {
            return new Draft(issuer, subject, audience, changed, roles, scopes, assurance, session, claims, expires);
        }

        Draft roles(Set<String> changed) {
            return new Draft(
                    issuer, subject, audience, application, changed, scopes, assurance, session, claims, expires);
        }

        Draft scopes(Set<String> changed) {
            return new Draft(
                    issuer, subject, audience, application, roles, changed, assurance, session, claims, expires);
        }

        Draft assurance(String changed) {
            return new Draft(issuer, subject, audience, application, roles, scopes, changed, session, claims, expires);
        }

        Draft session(String changed) {
            return new Draft(
                    issuer, subject, audience, application, roles, scopes, assurance, changed, claims, expires);
        }

        Draft claims(Map<String, Object> changed) {
            return new Draft(
                    issuer, subject, audience, application, roles, scopes, assurance, session, changed, expires);
        }

        Draft expires(Instant changed) {
            return new Draft(
                    issuer, subject, audience, application, roles, scopes, assurance, session, claims, changed);
        }
    }
}
