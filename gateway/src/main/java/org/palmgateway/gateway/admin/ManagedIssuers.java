package org.palmgateway.gateway.admin;

import java.util.Map;
import java.util.Optional;
import org.palmgateway.auth.keycloak.KeycloakApplications;
import org.palmgateway.gateway.problem.AdminProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;

/**
 * The issuers and what of each can be managed. Immutable; safe for any number of threads.
 *
 * @param issuers the issuers by their identifiers
 */
public record ManagedIssuers(Map<String, ManagedIssuer> issuers) {

    /** Copies the issuers. */
    public ManagedIssuers {
        issuers = Map.copyOf(issuers);
    }

    /**
     * Returns the identifier of the issuer that is meant: the one that is named, or the only one there is.
     *
     * @throws ProblemException when that is none
     */
    public String meant(Optional<String> named) {
        if (named.isEmpty() && issuers.size() == 1) {
            return issuers.keySet().iterator().next();
        }
        return named.filter(issuers::containsKey)
                .orElseThrow(() -> new ProblemException(new RequestProblem.MalformedRequest("several-issuers")));
    }

    /**
     * Returns the applications of the issuer that is meant.
     *
     * @throws ProblemException when they are not managed here
     */
    public KeycloakApplications applications(Optional<String> named) {
        return issuer(meant(named))
                .applications()
                .orElseThrow(() -> new ProblemException(new AdminProblem.IssuerNotManaged()));
    }

    /**
     * Returns what of an issuer is managed.
     *
     * @throws ProblemException when there is no such issuer
     */
    public ManagedIssuer issuer(String identifier) {
        ManagedIssuer issuer = issuers.get(identifier);
        if (issuer == null) {
            throw new ProblemException(new RequestProblem.MalformedRequest("several-issuers"));
        }
        return issuer;
    }
}
