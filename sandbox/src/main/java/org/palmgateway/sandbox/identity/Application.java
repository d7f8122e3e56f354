package org.palmgateway.sandbox.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.security.crypto.factory.PasswordEncoderFactories;

/**
 * An application that was registered since the start. The text form leaves the secret out.
 *
 * @param id by which the realm's administration calls it
 * @param representation what it was registered with, as Keycloak writes clients
 * @param secret its secret
 * @param encodedSecret the secret as it is compared
 */
record Application(String id, Map<String, Object> representation, String secret, String encodedSecret) {

    /** How an application gets its tokens. */
    enum Kind {
        PUBLIC,
        WEB,
        SERVICE
    }

    Application {
        representation = Map.copyOf(representation);
    }

    /**
     * Makes an application with a secret of its own.
     *
     * @throws IllegalArgumentException when it has no client id, or an audience or kind that there is not
     */
    static Application of(Map<String, Object> representation) {
        Application application = new Application(UUID.randomUUID().toString(), representation, "", "").withNewSecret();
        application.kind();
        if (!(representation.get("clientId") instanceof String)
                || !List.of("citizen", "official", "governor").contains(application.audience())) {
            throw new IllegalArgumentException("clientId, and palm.audience: citizen, official or governor");
        }
        return application;
    }

    Application withNewSecret() {
        byte[] octets = new byte[24];
        new SecureRandom().nextBytes(octets);
        String fresh = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        String encoded =
                PasswordEncoderFactories.createDelegatingPasswordEncoder().encode(fresh);
        return new Application(id, representation, fresh, String.valueOf(encoded));
    }

    /** Returns it with other values of some fields. */
    Application with(Map<String, Object> changes) {
        Map<String, Object> changed = new LinkedHashMap<>(representation);
        changed.putAll(changes);
        return new Application(id, changed, secret, encodedSecret);
    }

    String client() {
        return String.valueOf(representation.get("clientId"));
    }

    boolean enabled() {
        return Boolean.TRUE.equals(representation.get("enabled"));
    }

    Kind kind() {
        return Kind.valueOf(attribute("palm.kind").toUpperCase(Locale.ROOT));
    }

    String audience() {
        return attribute("palm.audience");
    }

    List<String> redirects() {
        return representation.get("redirectUris") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    private String attribute(String name) {
        return representation.get("attributes") instanceof Map<?, ?> attributes
                ? String.valueOf(attributes.get(name))
                : "";
    }

    @Override
    public String toString() {
        return "Application[client=" + client() + "]";
    }
}
