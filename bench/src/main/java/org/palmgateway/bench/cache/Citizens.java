package org.palmgateway.bench.cache;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.palmgateway.auth.token.Principal;

/**
 * Citizens with some roles and three scopes, in strings of their own as the JSON parser makes them; only the issuer is one string. The same
 * number gives the same citizen.
 */
public final class Citizens {

    private static final String ISSUER = "https://id.palm.example/realms/citizens";

    private Citizens() {}

    /**
     * Returns one.
     *
     * @param number which one
     * @param roles how many roles it has
     */
    public static Principal citizen(int number, int roles) {
        String subject = new UUID(0x330000_0000_4000L, 0x8000_0000_0000_0000L | number).toString();
        return new Principal(
                ISSUER,
                subject,
                OwnText.of("citizen"),
                OwnText.of("palm-mobile"),
                IntStream.range(0, roles)
                        .mapToObj(role -> OwnText.of("affairs-role-" + role))
                        .collect(Collectors.toSet()),
                Set.of(OwnText.of("openid"), OwnText.of("profile"), OwnText.of("affairs")),
                OwnText.of("2"),
                2,
                "session-" + number,
                "",
                Map.of(OwnText.of("name"), "citizen-" + number, OwnText.of("email"), number + "@palm.example"),
                Instant.EPOCH,
                Instant.MAX);
    }
}
