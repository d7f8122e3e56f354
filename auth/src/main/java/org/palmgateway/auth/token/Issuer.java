package org.palmgateway.auth.token;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.keys.KeySource;

/**
 * One trusted OpenID Connect issuer, by configuration. Immutable; start from {@link #of} and change what differs.
 *
 * @param uri the issuer identifier, equal to {@code iss} octet by octet; {@code http} is for trusted networks only
 * @param audience the value that {@code aud} of an access token must contain
 * @param algorithms the signature algorithms the issuer may use (RFC 7518 §3.1): RS*, PS*, ES256, ES384, ES512
 * @param types the allowed {@code typ} values in lower case; {@code JWT} (Keycloak) is allowed only if named
 * @param audienceClaim the claim that holds {@code citizen}, {@code official} or {@code governor}
 * @param fixedAudience the audience of every token of this issuer; the claim is then not looked at
 * @param roleClaims where roles are found: claim names, or paths joined by dots such as {@code realm_access.roles}
 * @param clockSkew how far the issuer's clock may be from ours, at most five minutes
 * @param assuranceLevels what each {@code acr} is worth
 * @param maximumLife how long after now a token may end; a revocation need not be remembered longer
 * @param keys the address of the issuer's JWK Set, null to find it by OpenID Connect Discovery
 */
public record Issuer(
        URI uri,
        String audience,
        Set<String> algorithms,
        Set<String> types,
        String audienceClaim,
        Optional<String> fixedAudience,
        List<String> roleClaims,
        Duration clockSkew,
        AssuranceLevels assuranceLevels,
        Duration maximumLife,
        @Nullable URI keys) {

    private static final Set<String> SUPPORTED =
            Set.of("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512");
    private static final Duration MAXIMUM_SKEW = Duration.ofMinutes(5);
    private static final Duration LONGEST_LIFE = Duration.ofHours(24);

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException naming the component, its value and what was expected
     */
    public Issuer {
        check(KeySource.isHttp(uri), "uri", uri, "an absolute http or https URI");
        check(uri.getRawQuery() == null && uri.getRawFragment() == null, "uri", uri, "no query and no fragment");
        check(!audience.isBlank(), "audience", audience, "the aud value of tokens for this gateway");
        algorithms = Set.copyOf(algorithms);
        check(
                !algorithms.isEmpty() && SUPPORTED.containsAll(algorithms),
                "algorithms",
                algorithms,
                "some of " + SUPPORTED);
        types = types.stream().map(type -> type.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        check(!types.isEmpty() && !types.contains(""), "types", types, "at least one typ value");
        check(!audienceClaim.isBlank(), "audienceClaim", audienceClaim, "the name of a claim");
        check(
                fixedAudience.isEmpty() || Principal.AUDIENCES.contains(fixedAudience.get()),
                "fixedAudience",
                fixedAudience,
                "citizen, official or governor");
        roleClaims = List.copyOf(roleClaims);
        check(
                !clockSkew.isNegative() && clockSkew.compareTo(MAXIMUM_SKEW) <= 0,
                "clockSkew",
                clockSkew,
                "zero to " + MAXIMUM_SKEW);
        check(
                maximumLife.compareTo(Duration.ofMinutes(1)) >= 0 && maximumLife.compareTo(LONGEST_LIFE) <= 0,
                "maximumLife",
                maximumLife,
                "PT1M to " + LONGEST_LIFE);
        check(keys == null || KeySource.isHttp(keys), "keys", String.valueOf(keys), "an absolute http or https URI");
    }

    /** An issuer with the defaults: RS256, PS256 or ES256, {@code at+jwt}, {@code palm_audience}, 30 s of skew, 1 h of life, discovery. */
    public static Issuer of(URI uri, String audience) {
        return new Issuer(
                uri,
                audience,
                Set.of("RS256", "PS256", "ES256"),
                Set.of("at+jwt", "application/at+jwt"),
                "palm_audience",
                Optional.empty(),
                List.of("roles"),
                Duration.ofSeconds(30),
                AssuranceLevels.NUMBERS,
                Duration.ofHours(1),
                null);
    }

    /** This issuer with other signature algorithms. */
    public Issuer withAlgorithms(Set<String> changed) {
        return new Issuer(
                uri,
                audience,
                changed,
                types,
                audienceClaim,
                fixedAudience,
                roleClaims,
                clockSkew,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** This issuer with other {@code typ} values. */
    public Issuer withTypes(Set<String> changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                changed,
                audienceClaim,
                fixedAudience,
                roleClaims,
                clockSkew,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** This issuer with another claim for the caller's audience. */
    public Issuer withAudienceClaim(String changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                changed,
                fixedAudience,
                roleClaims,
                clockSkew,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** This issuer with one audience for all its tokens. */
    public Issuer withFixedAudience(String changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                audienceClaim,
                Optional.of(changed),
                roleClaims,
                clockSkew,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** This issuer with other places to find roles at. */
    public Issuer withRoleClaims(List<String> changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                audienceClaim,
                fixedAudience,
                changed,
                clockSkew,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** This issuer with another clock skew. */
    public Issuer withClockSkew(Duration changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                audienceClaim,
                fixedAudience,
                roleClaims,
                changed,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** This issuer with other assurance levels. */
    public Issuer withAssuranceLevels(AssuranceLevels changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                audienceClaim,
                fixedAudience,
                roleClaims,
                clockSkew,
                changed,
                maximumLife,
                keys);
    }

    /** This issuer with another bound on how long a token lives. */
    public Issuer withMaximumLife(Duration changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                audienceClaim,
                fixedAudience,
                roleClaims,
                clockSkew,
                assuranceLevels,
                changed,
                keys);
    }

    /** This issuer with a fixed address of its JWK Set. */
    public Issuer withKeys(URI changed) {
        return new Issuer(
                uri,
                audience,
                algorithms,
                types,
                audienceClaim,
                fixedAudience,
                roleClaims,
                clockSkew,
                assuranceLevels,
                maximumLife,
                changed);
    }

    /** Returns where its keys come from. */
    public KeySource keySource() {
        return new KeySource(uri, keys);
    }

    private static void check(boolean holds, String name, Object value, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + expected + ")");
        }
    }
}
