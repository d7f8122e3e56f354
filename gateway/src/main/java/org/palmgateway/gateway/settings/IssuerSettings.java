package org.palmgateway.gateway.settings;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Issuer;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * One trusted issuer, under {@code palm.identity.issuers[n]}.
 *
 * @param uri the issuer's identifier, exactly as in {@code iss}
 * @param audience what {@code aud} of its access tokens must contain; default {@code palm-gateway}
 * @param algorithms accepted signature algorithms; default RS256, PS256, ES256
 * @param types accepted {@code typ} values; default {@code at+jwt}; Keycloak needs {@code JWT}
 * @param audienceClaim the claim that says {@code citizen}, {@code official} or {@code governor}; default {@code palm_audience}
 * @param fixedAudience the audience of all its tokens, in the place of the claim; default none
 * @param roleClaims where roles are found, paths joined by dots; default {@code roles}; Keycloak needs {@code realm_access.roles}
 * @param clockSkew tolerated difference of clocks; default 30 s
 * @param keys address of its JWK Set; default what its discovery document says
 */
public record IssuerSettings(
        @Nullable URI uri,
        @DefaultValue("palm-gateway") String audience,
        @DefaultValue({"RS256", "PS256", "ES256"}) Set<String> algorithms,
        @DefaultValue({"at+jwt", "application/at+jwt"}) Set<String> types,
        @DefaultValue("palm_audience") String audienceClaim,
        @Nullable String fixedAudience,
        @DefaultValue("roles") List<String> roleClaims,
        @DefaultValue("30s") Duration clockSkew,
        @Nullable URI keys) {

    /** Checks the issuer as a whole. */
    public IssuerSettings {
        toIssuer(uri, audience, algorithms, types, audienceClaim, fixedAudience, roleClaims, clockSkew, keys);
    }

    /** Returns the issuer. */
    public Issuer issuer() {
        return toIssuer(uri, audience, algorithms, types, audienceClaim, fixedAudience, roleClaims, clockSkew, keys);
    }

    private static Issuer toIssuer(
            @Nullable URI uri,
            String audience,
            Set<String> algorithms,
            Set<String> types,
            String audienceClaim,
            @Nullable String fixedAudience,
            List<String> roleClaims,
            Duration clockSkew,
            @Nullable URI keys) {
        if (uri == null) {
            throw new InvalidSetting(
                    "palm.identity.issuers.uri",
                    "missing",
                    "the issuer's identifier, such as https://id.example.gov.cn/realms/citizens");
        }
        if (uri.getRawUserInfo() != null) {
            throw new InvalidSetting(
                    "palm.identity.issuers.uri", "an address with a user or password", "an address without them");
        }
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
                    keys);
        } catch (IllegalArgumentException e) {
            throw new InvalidSetting("palm.identity.issuers", uri, String.valueOf(e.getMessage()));
        }
    }
}
