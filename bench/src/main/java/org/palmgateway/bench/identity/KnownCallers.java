package org.palmgateway.bench.identity;

import java.time.Instant;
import java.util.List;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.palmgateway.auth.token.Principal;

/** Several thousand citizens who have been verified. */
@State(Scope.Thread)
public class KnownCallers {

    private static final String ISSUER = "https://id.palm.example/realms/citizens";

    private final List<Principal> all = all(Instant.now());
    private final Turn<Principal> turn = new Turn<>(all);

    private static List<Principal> all(Instant now) {
        ParsedClaims claims = new ParsedClaims(ISSUER);
        return Citizen.first(Citizen.SAMPLE)
                .map(citizen -> claims.principal(citizen.claims(ISSUER, now)))
                .toList();
    }

    List<Principal> all() {
        return all;
    }

    Principal next() {
        return turn.next();
    }
}
