package org.palmgateway.bench.identity;

import com.nimbusds.jose.JOSEException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.auth.revocation.LocalRevocations;
import org.palmgateway.auth.revocation.Revocation;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.auth.token.VerifiedTokens;
import reactor.core.publisher.Mono;

/** A memory that has verified the tokens of several thousand citizens, while other citizens' sessions are revoked. */
@State(Scope.Thread)
public class KnownTokens {

    private static final Duration LONGEST_LIFE = Duration.ofMinutes(61);

    /** How many sessions are revoked, none of them of a token that is asked about. */
    @Param({"0", "1000"})
    public int revocations;

    private final Clock clock = Clock.systemUTC();
    private final LocalRevocations inForce = new LocalRevocations(LONGEST_LIFE, 100_000, clock);
    private Function<String, Mono<Principal>> memory = unprepared -> Mono.empty();
    private Turn<String> tokens = new Turn<>(List.of());

    /** Signs and verifies the tokens and revokes sessions. */
    @Setup(Level.Trial)
    public void prepare() throws JOSEException {
        try (TokenIssuer issuer = TokenIssuer.open("RS256", clock)) {
            VerifiedTokens verified =
                    new VerifiedTokens(issuer.verifier()::verify, inForce, VerifiedTokens.Settings.defaults(), clock);
            memory = verified::principal;
            List<String> signed = issuer.tokens(Citizen.SAMPLE);
            signed.forEach(token -> memory.apply(token).block());
            tokens = new Turn<>(signed);
            for (int i = 0; i < revocations; i++) {
                String session = new Citizen(Citizen.SAMPLE + i).session();
                inForce.revoke(new Revocation.OfSession(issuer.uri().toString(), session))
                        .block();
            }
        }
    }

    Mono<Principal> principalOfNext() {
        return memory.apply(tokens.next());
    }
}
