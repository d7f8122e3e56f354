package org.palmgateway.gateway.signin;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.palmgateway.gateway.settings.IdentitySettings;
import org.palmgateway.gateway.settings.IssuerSettings;
import org.palmgateway.gateway.settings.IssuerSettings.Kind;
import org.palmgateway.routes.path.MalformedPath;
import org.palmgateway.routes.path.NormalPath;

/**
 * Which paths belong to the identity provider. Paths are compared in their normal form, so that no spelling of a path leads out of what
 * is published: the provider's admin interface stays where it is. A path that is not written as it is published is no sign-in. Immutable; safe for any number of threads.
 */
public final class SignInPaths {

    /** What signing in needs of a realm; neither its account console nor the registration of clients. */
    private static final List<String> OF_REALM =
            List.of("/.well-known/", "/protocol/openid-connect/", "/login-actions/", "/broker/");

    private static final String LOOKS = "/resources/";

    private final List<String> prefixes;

    private SignInPaths(List<String> prefixes) {
        this.prefixes = List.copyOf(prefixes);
    }

    /** Returns the paths of these settings. */
    public static SignInPaths of(IdentitySettings identity) {
        if (identity.signIn().upstream() == null) {
            return new SignInPaths(List.of());
        }
        if (!identity.signIn().paths().isEmpty()) {
            return new SignInPaths(identity.signIn().paths());
        }
        List<String> prefixes = new ArrayList<>();
        for (IssuerSettings issuer : identity.issuers()) {
            if (issuer.kind() == Kind.KEYCLOAK) {
                String realm = issuer.issuer().uri().getRawPath();
                OF_REALM.forEach(path -> prefixes.add(realm + path));
                prefixes.add(LOOKS);
            }
        }
        return new SignInPaths(prefixes);
    }

    /** Tells whether a raw path may be one that belongs to the identity provider; if not it is none. */
    public boolean mayBe(String raw) {
        for (String prefix : prefixes) {
            if (raw.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    /** Returns the normal form of a path that belongs to the identity provider, empty for any other. */
    Optional<String> normal(String raw) {
        // Most requests are no sign-in, and their paths are normalised once, when they are matched.
        if (!mayBe(raw)) {
            return Optional.empty();
        }
        try {
            String normal = NormalPath.of(raw).toString();
            return prefixes.stream().anyMatch(normal::startsWith) ? Optional.of(normal) : Optional.empty();
        } catch (MalformedPath e) {
            return Optional.empty();
        }
    }
}
