package org.palmgateway.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.keycloak.KeycloakRealm;
import org.palmgateway.auth.token.AssuranceLevels;
import org.palmgateway.auth.token.Issuer;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One trusted issuer, under {@code palm.identity.issuers[n]}.
 *
 * @param uri the issuer's identifier, exactly as in {@code iss}
 * @param kind {@code standard} or {@code keycloak}, which sets the defaults below; default {@code standard}
 * @param audience what {@code aud} of its access tokens must contain; default {@code palm-gateway}
 * @param algorithms accepted signature algorithms; default RS256, PS256, ES256
 * @param types accepted {@code typ} values; default {@code at+jwt}, for Keycloak {@code JWT} as well
 * @param audienceClaim the claim that says {@code citizen}, {@code official} or {@code governor}; default {@code palm_audience}
 * @param fixedAudience the audience of all its tokens, in the place of the claim; default none
 * @param roleClaims where roles are found, paths joined by dots; default {@code roles}, for Keycloak the realm's roles and those of the
 *     client that {@code audience} names
 * @param assuranceLevels the level, 0 to 99, of each {@code acr}; default none, a number then stands for itself
 * @param clockSkew tolerated difference of clocks; default 30 s
 * @param maximumLife how long after now a token may end, 1 min to 24 h; default 1 h
 * @param keys address of its JWK Set; default what its discovery document says
 * @param address where the gateway itself reaches the issuer, when that is not {@code uri}; default {@code uri}
 * @param logoutAudiences the clients whose logout tokens are taken, the last character may be {@code *}; default none, for Keycloak
 *     {@code palm-mobile}, {@code palm-console} and {@code app-*}
 * @param client the gateway's own client at the issuer; default none
 */
public record IssuerSettings(
        @Nullable URI uri,
        @DefaultValue("standard") Kind kind,
        @DefaultValue("palm-gateway") String audience,
        @DefaultValue({"RS256", "PS256", "ES256"}) Set<String> algorithms,
        @Nullable Set<String> types,
        @DefaultValue("palm_audience") String audienceClaim,
        @Nullable String fixedAudience,
        @Nullable List<String> roleClaims,
        @DefaultValue Map<String, Integer> assuranceLevels,
        @DefaultValue("30s") Duration clockSkew,
        @DefaultValue("1h") Duration maximumLife,
        @Nullable URI keys,
        @Nullable URI address,
        @Nullable List<String> logoutAudiences,
        @Nullable IssuerClientSettings client) {

    private static final String NAME = "palm.identity.issuers";

    /** What an issuer is by make. */
    public enum Kind {
        /** One that keeps to RFC 9068. */
        STANDARD,
        /** A realm of Keycloak. */
        KEYCLOAK
    }

    /** Checks the issuer as a whole. */
    public IssuerSettings {
        if (uri == null) {
            throw new InvalidSetting(
                    NAME + ".uri",
                    "missing",
                    "the issuer's identifier, such as https://id.example.gov.cn/realms/citizens");
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidSetting(NAME + ".uri", "an address with a user or password", "an address without them");
        }
        boolean keycloak = kind == Kind.KEYCLOAK;
        if (types == null) {
            types = keycloak ? Set.of("jwt", "at+jwt", "application/at+jwt") : Set.of("at+jwt", "application/at+jwt");
        }
        if (roleClaims == null) {
            roleClaims = keycloak
                    ? List.of("realm_access.roles", "resource_access." + audience + ".roles")
                    : List.of("roles");
        }
        if (logoutAudiences == null) {
            logoutAudiences = keycloak ? List.of("palm-mobile", "palm-console", "app-*") : List.of();
        }
        toIssuer(
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
                keys);
        address = address == null ? uri : address;
        if (!address.isAbsolute() || address.getHost() == null || address.getRawUserInfo() != null) {
            throw new InvalidSetting(NAME + ".address", address, "an http or https address without user or password");
        }
        if (client != null && client.trustFor().compareTo(maximumLife) > 0) {
            throw new InvalidSetting(
                    NAME + ".client.trust-for", client.trustFor(), "at most maximum-life, " + maximumLife);
        }
        if (!keycloak && !address.equals(uri)) {
            throw new InvalidSetting(
                    NAME + ".address",
                    address,
                    "kind: keycloak; of another issuer, name the addresses themselves: keys, client.token-uri");
        }
        if (keycloak) {
            checkRealm(NAME + ".uri", uri);
            checkRealm(NAME + ".address", address);
            keys = keys == null && !address.equals(uri) ? new KeycloakRealm(address).keys() : keys;
        }
        if (client != null && !keycloak && client.introspects() && client.introspectionUri() == null) {
            throw new InvalidSetting(
                    NAME + ".client.introspection-uri", "missing", "the issuer's introspection endpoint (RFC 7662)");
        }
    }

    /** Returns the issuer. */
    public Issuer issuer() {
        return toIssuer(
                known(uri),
                audience,
                algorithms,
                known(types),
                audienceClaim,
                fixedAudience,
                known(roleClaims),
                clockSkew,
                assuranceLevels,
                maximumLife,
                keys);
    }

    /** Returns where the gateway itself reaches the issuer. */
    public URI reachedAt() {
        return known(address);
    }

    /** Returns the clients whose logout tokens are taken. */
    public List<String> logoutClients() {
        return known(logoutAudiences);
    }

    static void checkRealm(String name, URI address) {
        try {
            new KeycloakRealm(address);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(
                    name, address, "a realm's address, such as https://id.example.gov.cn/realms/citizens");
        }
    }

    private static <T> T known(@Nullable T value) {
        if (value == null) {
            throw new IllegalStateException("The constructor gives every component a value; it has been bypassed.");
        }
        return value;
    }

    private static Issuer toIssuer(
            URI uri,
            String audience,
            Set<String> algorithms,
            Set<String> types,
            String audienceClaim,
            @Nullable String fixedAudience,
            List<String> roleClaims,
            Duration clockSkew,
            Map<String, Integer> assuranceLevels,
            Duration maximumLife,
            @Nullable URI keys) {
        try {
            return new Issuer(
                    uri,
                    audience,
                    algorithms,
                    types,
                    audienceClaim,
                    Optional.ofNullable(fixedAudience),
                    roleClaims,
                    clockSkew,
                    new AssuranceLevels(assuranceLevels),
                    maximumLife,
                    keys);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting(NAME, uri, String.valueOf(e.getMessage()));
        }
    }
}
