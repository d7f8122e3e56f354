package org.palmgateway.bench.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.palmgateway.auth.passport.PassportKeys;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.auth.token.VerifiedTokens;
import org.palmgateway.bench.allocation.Allocation;
import reactor.core.publisher.Mono;

class TokenAllocationTest {

    private static final String ISSUER = "https://id.palm.example";
    private static final int CALLERS = 16;

    /** Octets for recognising a token that was verified before, and waiting for the answer, which is there. */
    private static final double CACHED = 2000;

    /** Octets for the passport of a known session. */
    private static final double PASSPORT = 600;

    @Test
    void aKnownCallerAllocatesNoMoreThanBefore() throws Exception {
        Clock clock = Clock.systemUTC();
        LocalRevocations none = new LocalRevocations(Duration.ofHours(1), 1000, clock);
        Map<String, Principal> callers =
                callers(clock.instant()).stream().collect(Collectors.toMap(Principal::subject, caller -> caller));
        VerifiedTokens verified = new VerifiedTokens(
                token -> Mono.justOrEmpty(callers.get(token)), none, VerifiedTokens.Settings.defaults(), clock);
        Turn<String> tokens = new Turn<>(List.copyOf(callers.keySet()));

        double octets =
                Allocation.ofCall(() -> verified.principal(tokens.next()).block());

        assertThat(octets).isLessThanOrEqualTo(CACHED);
    }

    @Test
    void aKnownPassportAllocatesNoMoreThanBefore() throws Exception {
        Clock clock = Clock.tick(Clock.systemUTC(), Duration.ofDays(1));
        Passports passports = new Passports(new PassportKeys(clock), KnownPassports.SETTINGS, clock);
        Turn<Principal> callers = new Turn<>(callers(clock.instant()));

        double octets = Allocation.ofCall(() -> passports.passport(callers.next(), KnownPassports.DEPARTMENT));

        assertThat(octets).isLessThanOrEqualTo(PASSPORT);
    }

    private static List<Principal> callers(Instant now) {
        ParsedClaims claims = new ParsedClaims(ISSUER);
        return Citizen.first(CALLERS)
                .map(citizen -> claims.principal(citizen.claims(ISSUER, now)))
                .toList();
    }
}
