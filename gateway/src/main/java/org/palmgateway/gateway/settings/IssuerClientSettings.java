package org.palmgateway.gateway.settings;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The gateway's own client at an issuer, under {@code palm.identity.issuers[n].client}: by it the gateway exchanges tokens, asks about
 * opaque ones, and manages applications and sessions in Keycloak.
 *
 * @param id its client id; default {@code palm-gateway}
 * @param secret its secret; never shown
 * @param introspects whether tokens that are no JWT are asked about at this issuer; default false
 * @param introspectionUri the introspection endpoint (RFC 7662); default Keycloak's
 * @param trustFor how long the answer about an opaque token is believed, 1 s to 1 h; default 60 s
 * @param tokenUri the token endpoint (RFC 8693); default Keycloak's
 * @param realm where the gateway manages applications, when the issuer is no Keycloak but speaks that part of its admin interface, such as
 *     {@code http://127.0.0.1:9000/realms/palm}; default none, in Keycloak the issuer itself
 * @param deadline how long the issuer may take to answer the gateway, 10 ms to 30 s; default 2 s
 */
public record IssuerClientSettings(
        @DefaultValue("palm-gateway") String id,
        @Nullable String secret,
        @DefaultValue("false") boolean introspects,
        @Nullable URI introspectionUri,
        @DefaultValue("60s") Duration trustFor,
        @Nullable URI tokenUri,
        @Nullable URI realm,
        @DefaultValue("2s") Duration deadline) {

    private static final String NAME = "palm.identity.issuers.client";

    /** Checks the client. */
    public IssuerClientSettings {
        if (id.isBlank()) {
            throw new InvalidSetting(NAME + ".id", "empty", "the client id, such as palm-gateway");
        }
        if (secret == null || secret.isBlank()) {
            throw new InvalidSetting(NAME + ".secret", "missing", "the secret that the issuer has given the client");
        }
        if (trustFor.compareTo(Duration.ofSeconds(1)) < 0 || trustFor.compareTo(Duration.ofHours(1)) > 0) {
            throw new InvalidSetting(NAME + ".trust-for", trustFor, "1s to 1h");
        }
        if (realm != null) {
            IssuerSettings.checkRealm(NAME + ".realm", realm);
        }
        if (deadline.compareTo(Duration.ofMillis(10)) < 0 || deadline.compareTo(Duration.ofSeconds(30)) > 0) {
            throw new InvalidSetting(NAME + ".deadline", deadline, "10ms to 30s");
        }
    }

    /** Returns the secret. */
    public String knownSecret() {
        return String.valueOf(secret);
    }

    @Override
    public String toString() {
        return "IssuerClientSettings[id=" + id + "]";
    }
}
