package org.palmgateway.gateway.settings;

import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the command {@code realm} writes into a realm file for Keycloak, under {@code palm.realm}.
 *
 * @param name the realm's name; default {@code province}
 * @param mobileRedirects where the phone app is sent back to after signing in
 * @param consoleRedirects where the console is sent back to after signing in; default {@code http://127.0.0.1:8090/signed-in}
 * @param secret the secret of the gateway's client, at least 32 characters; never shown but in the file
 */
public record RealmSettings(
        @DefaultValue("province") String name,
        @DefaultValue List<URI> mobileRedirects,
        @DefaultValue("http://127.0.0.1:8090/signed-in") List<URI> consoleRedirects,
        @Nullable String secret) {

    /** Copies the lists. */
    public RealmSettings {
        mobileRedirects = List.copyOf(mobileRedirects);
        consoleRedirects = List.copyOf(consoleRedirects);
    }

    @Override
    public String toString() {
        return "RealmSettings[name=" + name + "]";
    }
}
