package org.palmgateway.auth.keycloak;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.palmgateway.auth.keycloak.Application.Kind;

/** Writes and reads applications as Keycloak's clients. A pure function. */
final class ClientRepresentation {

    /** Marks the clients that are applications; no other client is ever touched. */
    static final String MARK = "palm.application";

    private static final String REGISTRATION = "palm.registration";
    private static final String AUDIENCE = "palm.audience";
    private static final String KIND = "palm.kind";
    private static final String DPOP = "dpop.bound.access.tokens";
    private static final String AUDIENCE_CLAIM = "palm_audience";

    private ClientRepresentation() {}

    static Map<String, Object> of(Application application, String registration, String logoutUri) {
        boolean people = application.kind() != Kind.SERVICE;
        Map<String, Object> client = new LinkedHashMap<>();
        client.put("clientId", application.client());
        client.put("name", application.name());
        client.put("enabled", application.enabled());
        client.put("protocol", "openid-connect");
        client.put("publicClient", application.kind() == Kind.PUBLIC);
        client.put("standardFlowEnabled", people);
        client.put("implicitFlowEnabled", false);
        client.put("directAccessGrantsEnabled", false);
        client.put("serviceAccountsEnabled", application.kind() == Kind.SERVICE);
        client.put("frontchannelLogout", false);
        // Its tokens carry the roles of the gateway's scope mappings only, not all that its users hold.
        client.put("fullScopeAllowed", false);
        client.put("redirectUris", application.redirects());
        client.put("attributes", attributes(application, registration, people, logoutUri));
        client.put("defaultClientScopes", List.of("basic", "acr", "roles", "palm"));
        client.put("optionalClientScopes", List.of("profile"));
        client.put("protocolMappers", List.of(audienceClaim(application.audience())));
        return client;
    }

    private static Map<String, Object> attributes(
            Application application, String registration, boolean people, String logoutUri) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        attributes.put(MARK, "true");
        attributes.put(AUDIENCE, application.audience());
        attributes.put(KIND, word(application.kind()));
        attributes.put("access.token.header.type.rfc9068", "true");
        attributes.put(DPOP, Boolean.toString(application.dpop()));
        if (!registration.isEmpty()) {
            attributes.put(REGISTRATION, registration);
        }
        if (people) {
            attributes.put("pkce.code.challenge.method", "S256");
        }
        if (people && !logoutUri.isEmpty()) {
            attributes.put("backchannel.logout.url", logoutUri);
            attributes.put("backchannel.logout.session.required", "true");
        }
        return attributes;
    }

    private static Map<String, Object> audienceClaim(String audience) {
        return Map.of(
                "name",
                AUDIENCE_CLAIM,
                "protocol",
                "openid-connect",
                "protocolMapper",
                "oidc-hardcoded-claim-mapper",
                "config",
                Map.of(
                        "claim.name",
                        AUDIENCE_CLAIM,
                        "claim.value",
                        audience,
                        "jsonType.label",
                        "String",
                        "access.token.claim",
                        "true",
                        "introspection.token.claim",
                        "true"));
    }

    static boolean isApplication(Map<?, ?> client) {
        return client.get("attributes") instanceof Map<?, ?> attributes && "true".equals(attributes.get(MARK));
    }

    /** Tells whether a client came to be by a registration. */
    static boolean isOf(Map<?, ?> client, String registration) {
        return client.get("attributes") instanceof Map<?, ?> attributes
                && !registration.isEmpty()
                && registration.equals(attributes.get(REGISTRATION));
    }

    static Application read(Map<?, ?> client) {
        Map<?, ?> attributes = client.get("attributes") instanceof Map<?, ?> map ? map : Map.of();
        List<String> redirects = client.get("redirectUris") instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
        return new Application(
                String.valueOf(client.get("clientId")),
                String.valueOf(client.get("name")),
                Kind.valueOf(String.valueOf(attributes.get(KIND)).toUpperCase(Locale.ROOT)),
                String.valueOf(attributes.get(AUDIENCE)),
                redirects,
                "true".equals(attributes.get(DPOP)),
                Boolean.TRUE.equals(client.get("enabled")));
    }

    private static String word(Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }
}
