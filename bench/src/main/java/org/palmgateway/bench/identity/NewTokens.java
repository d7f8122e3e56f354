package org.palmgateway.bench.identity;

import com.nimbusds.jose.JOSEException;
import java.time.Clock;
import java.util.List;
import java.util.function.Function;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.auth.token.Principal;
import reactor.core.publisher.Mono;

/** Tokens of several thousand citizens, and a verifier that has the issuer's key but remembers no token. */
@State(Scope.Thread)
public class NewTokens {

    /** What the issuer signs with. */
    @Param({"RS256", "ES256"})
    public String algorithm = "";

    private Function<String, Mono<Principal>> verifier = unprepared -> Mono.empty();
    private Turn<String> tokens = new Turn<>(List.of());

    /** Signs the tokens and has the key fetched. */
    @Setup(Level.Trial)
    public void prepare() throws JOSEException {
        try (TokenIssuer issuer = TokenIssuer.open(algorithm, Clock.systemUTC())) {
            verifier = issuer.verifier()::verify;
            tokens = new Turn<>(issuer.tokens(Citizen.SAMPLE));
        }
    }

    Mono<Principal> principalOfNext() {
        return verifier.apply(tokens.next());
    }
}
