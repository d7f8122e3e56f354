package org.palmgateway.gateway.application;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.palmgateway.auth.keycloak.Application;
import org.palmgateway.auth.keycloak.KeycloakApplications.Registered;

/** An application as its issuer knows it; its secret is shown when it was made, and never again. The text form leaves the secret out. */
record ApplicationView(
        String client,
        String name,
        String kind,
        String audience,
        List<String> redirects,
        boolean dpop,
        boolean enabled,
        Optional<String> secret) {

    static ApplicationView of(Application application) {
        return of(application, Optional.empty());
    }

    static ApplicationView of(Registered registered) {
        return of(registered.application(), registered.secret());
    }

    private static ApplicationView of(Application application, Optional<String> secret) {
        return new ApplicationView(
                application.client(),
                application.name(),
                application.kind().name().toLowerCase(Locale.ROOT),
                application.audience(),
                application.redirects(),
                application.dpop(),
                application.enabled(),
                secret);
    }

    @Override
    public String toString() {
        return "ApplicationView[client=" + client + "]";
    }
}
