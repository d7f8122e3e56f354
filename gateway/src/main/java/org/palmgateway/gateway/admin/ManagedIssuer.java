package org.palmgateway.gateway.admin;

import java.time.Duration;
import java.util.Optional;
import org.palmgateway.auth.keycloak.KeycloakApplications;
import org.palmgateway.auth.keycloak.KeycloakSessions;

/**
 * What of an issuer can be managed from here.
 *
 * @param clockSkew how far the issuer's clock may be ahead of this node's
 * @param applications the applications of third parties; empty when they are not managed here
 * @param sessions the sessions at the issuer; empty when they are not managed here
 */
public record ManagedIssuer(
        Duration clockSkew, Optional<KeycloakApplications> applications, Optional<KeycloakSessions> sessions) {}
