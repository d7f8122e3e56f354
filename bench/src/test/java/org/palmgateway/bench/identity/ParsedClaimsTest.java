package org.palmgateway.bench.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.auth.token.Principal;

class ParsedClaimsTest {

    private final Clock clock = Clock.fixed(Instant.ofEpochSecond(1_795_000_000), ZoneOffset.UTC);

    @ParameterizedTest
    @ValueSource(strings = {"RS256", "ES256"})
    void callerIsTheOneThatTheVerifierFinds(String algorithm) throws Exception {
        Citizen citizen = new Citizen(4711);
        try (TokenIssuer issuer = TokenIssuer.open(algorithm, clock)) {
            String iss = issuer.uri().toString();

            Principal verified = issuer.verifier().verify(issuer.token(citizen)).block();
            Principal parsed = new ParsedClaims(iss).principal(citizen.claims(iss, clock.instant()));

            assertThat(parsed).isEqualTo(verified);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8191, 999_999})
    void citizensDifferInSubjectAndSession(int number) {
        ParsedClaims claims = new ParsedClaims("https://id.example");
        List<Principal> two = List.of(new Citizen(number), new Citizen(number + 1)).stream()
                .map(citizen -> claims.principal(citizen.claims("https://id.example", clock.instant())))
                .toList();

        assertThat(two).extracting(Principal::subject).doesNotHaveDuplicates();
        assertThat(two).extracting(Principal::session).doesNotHaveDuplicates();
    }
}
