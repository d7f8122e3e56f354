package org.palmgateway.gateway.settings;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The issuer's own endpoints under the gateway's host, so that a phone knows one name only, under {@code palm.identity.sign-in}.
 *
 * @param upstream where the issuer is reached, without a path; default none, nothing is published then
 * @param paths what is published: paths that end in a slash, and all below them; default what sign-in needs of the realms of Keycloak
 *     among the issuers
 */
public record SignInSettings(
        @Nullable URI upstream, @DefaultValue List<String> paths) {

    /** Checks the address and the paths. */
    public SignInSettings {
        if (upstream != null) {
            boolean http = "http".equals(upstream.getScheme()) || "https".equals(upstream.getScheme());
            boolean bare =
                    upstream.getRawPath() == null || upstream.getRawPath().isEmpty();
            if (!http || upstream.getHost() == null || upstream.getRawUserInfo() != null || !bare) {
                throw new InvalidSetting(
                        "palm.identity.sign-in.upstream",
                        upstream,
                        "scheme, host and port, such as http://10.0.0.5:8080");
            }
        }
        for (String path : paths) {
            if (!path.matches("/[^?#*]*/") || path.equals("/")) {
                throw new InvalidSetting(
                        "palm.identity.sign-in.paths",
                        path,
                        "a path that begins and ends in a slash, and is not / alone");
            }
        }
        paths = List.copyOf(paths);
    }
}
