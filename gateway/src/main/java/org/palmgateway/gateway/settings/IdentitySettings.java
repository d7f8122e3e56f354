package org.palmgateway.gateway.settings;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are trusted and how departments are told, under {@code palm.identity}.
 *
 * @param issuers the OpenID Connect issuers whose access tokens are accepted; default none, which leaves public routes only
 * @param passport how passports are made
 * @param maximumTokens how many verified tokens are remembered; default 100,000
 * @param maximumPassports how many passports are remembered; default 100,000
 * @param dpop how proofs of possession are checked
 * @param signIn the issuer's endpoints under the gateway's host
 * @param maximumRevocations how many revocations may be in force; default 1,000,000
 */
public record IdentitySettings(
        @DefaultValue List<IssuerSettings> issuers,
        @DefaultValue PassportSettings passport,
        @DefaultValue("100000") long maximumTokens,
        @DefaultValue("100000") long maximumPassports,
        @DefaultValue DpopSettings dpop,
        @DefaultValue SignInSettings signIn,
        @DefaultValue("1000000") long maximumRevocations) {

    /** Checks the bounds, and that passports can be made when someone can sign in. */
    public IdentitySettings {
        issuers = List.copyOf(issuers);
        Set<URI> uris = new HashSet<>();
        for (IssuerSettings issuer : issuers) {
            if (!uris.add(issuer.issuer().uri())) {
                throw new InvalidSetting(
                        "palm.identity.issuers.uri", issuer.issuer().uri(), "each issuer once");
            }
        }
        if (maximumTokens < 1) {
            throw new InvalidSetting("palm.identity.maximum-tokens", maximumTokens, "a whole number >= 1");
        }
        if (maximumPassports < 1) {
            throw new InvalidSetting("palm.identity.maximum-passports", maximumPassports, "a whole number >= 1");
        }
        if (maximumRevocations < 1) {
            throw new InvalidSetting("palm.identity.maximum-revocations", maximumRevocations, "a whole number >= 1");
        }
        boolean nothingPublished = signIn.paths().isEmpty()
                && issuers.stream().noneMatch(issuer -> issuer.kind() == IssuerSettings.Kind.KEYCLOAK);
        if (signIn.upstream() != null && nothingPublished) {
            throw new InvalidSetting(
                    "palm.identity.sign-in.paths", "missing", "the paths to publish, or an issuer of kind keycloak");
        }
        if (!issuers.isEmpty() && passport.pairwiseSecret() == null) {
            throw new InvalidSetting(
                    "palm.identity.passport.pairwise-secret",
                    "missing",
                    "at least 32 random characters, the same on every node and for ever, such as from: openssl rand -base64 48");
        }
    }
}
