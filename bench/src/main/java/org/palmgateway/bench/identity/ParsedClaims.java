package org.palmgateway.bench.identity;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.palmgateway.auth.token.Principal;

/**
 * Stands in for a verifier where signing a million tokens would take too long: it takes the claims of a {@link Citizen} in
 * the clear and makes of them what the verifier makes of the same claims, with strings of its own for each caller. It
 * believes everything, so it is for measuring only.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * @param issuer the one string that all callers have for {@code iss}, as after a real verification
 */
record ParsedClaims(String issuer) {

    private static final Set<String> STANDARD = Set.of(
            "iss", "sub", "aud", "iat", "exp", "jti", "sid", "client_id", "acr", "palm_audience", "scope", "roles");

    /**
     * Reads the caller out of claims.
     *
     * @param json the claims of a {@link Citizen}
     */
    Principal principal(String json) {
        Map<String, Object> claims = parsed(json);
        String assurance = text(claims, "acr");
        // The names of the others stay those that the parser made.
        Map<String, Object> others = new HashMap<>(claims);
        others.keySet().removeAll(STANDARD);
        return new Principal(
                issuer,
                text(claims, "sub"),
                text(claims, "palm_audience"),
                text(claims, "client_id"),
                texts(claims, "roles"),
                Set.of(text(claims, "scope").split(" ", -1)),
                assurance,
                Integer.parseInt(assurance),
                text(claims, "sid"),
                "",
                others,
                time(claims, "iat"),
                time(claims, "exp"));
    }

    private static Map<String, Object> parsed(String json) {
        try {
            return JSONObjectUtils.parse(json);
        } catch (ParseException unreadable) {
            throw new IllegalArgumentException(unreadable);
        }
    }

    private static String text(Map<String, Object> claims, String name) {
        return (String) member(claims, name);
    }

    private static Set<String> texts(Map<String, Object> claims, String name) {
        return ((Collection<?>) member(claims, name))
                .stream().map(String.class::cast).collect(Collectors.toSet());
    }

    private static Instant time(Map<String, Object> claims, String name) {
        return Instant.ofEpochSecond(((Number) member(claims, name)).longValue());
    }

    private static Object member(Map<String, Object> claims, String name) {
        return Objects.requireNonNull(claims.get(name), name);
    }
}
