package org.palmgateway.gateway.plane;

import java.net.URI;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.exchange.ExchangeEndpoint;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.keycloak.KeycloakAdmin;
import org.palmgateway.auth.keycloak.KeycloakApplications;
import org.palmgateway.auth.keycloak.KeycloakRealm;
import org.palmgateway.auth.keycloak.KeycloakSessions;
import org.palmgateway.auth.token.Introspection;
import org.palmgateway.gateway.admin.ManagedIssuer;
import org.palmgateway.gateway.settings.IssuerClientSettings;
import org.palmgateway.gateway.settings.IssuerSettings;
import org.palmgateway.gateway.settings.IssuerSettings.Kind;
import reactor.netty.http.client.HttpClient;

/** Makes what the gateway does at issuers as a client of theirs, out of the settings. */
record IssuerClients(HttpClient http, Clock clock) {

    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final int INTROSPECTIONS_UNDER_WAY = 50;

    /** Asks about opaque tokens, if the issuer has any. */
    Stream<Introspection> introspection(IssuerSettings issuer) {
        @Nullable IssuerClientSettings client = issuer.client();
        if (client == null || !client.introspects()) {
            return Stream.empty();
        }
        URI endpoint = client.introspectionUri() == null ? realm(issuer).introspection() : client.introspectionUri();
        return Stream.of(new Introspection(
                issuer.issuer(),
                endpoint,
                credentials(client),
                client.trustFor(),
                INTROSPECTIONS_UNDER_WAY,
                calls(client),
                clock));
    }

    /** Where tokens are exchanged, by issuer. */
    Map<String, ExchangeEndpoint> exchanges(List<IssuerSettings> issuers) {
        Map<String, ExchangeEndpoint> endpoints = new HashMap<>();
        for (IssuerSettings issuer : issuers) {
            @Nullable IssuerClientSettings client = issuer.client();
            if (client != null && (client.tokenUri() != null || issuer.kind() == Kind.KEYCLOAK)) {
                URI token = client.tokenUri() == null ? realm(issuer).token() : client.tokenUri();
                endpoints.put(
                        issuer.issuer().uri().toString(),
                        new ExchangeEndpoint(token, credentials(client), calls(client), clock));
            }
        }
        return endpoints;
    }

    /** What of an issuer is managed from here: nothing without a client for the gateway; sessions in Keycloak alone. */
    ManagedIssuer managed(IssuerSettings issuer, String logoutUri) {
        @Nullable IssuerClientSettings client = issuer.client();
        boolean keycloak = issuer.kind() == Kind.KEYCLOAK;
        if (client == null || (!keycloak && client.realm() == null)) {
            return new ManagedIssuer(issuer.clockSkew(), Optional.empty(), Optional.empty());
        }
        KeycloakRealm realm = client.realm() == null ? realm(issuer) : new KeycloakRealm(client.realm());
        KeycloakAdmin admin = new KeycloakAdmin(realm, credentials(client), calls(client), clock);
        return new ManagedIssuer(
                issuer.clockSkew(),
                Optional.of(new KeycloakApplications(admin, logoutUri)),
                keycloak ? Optional.of(new KeycloakSessions(admin)) : Optional.empty());
    }

    private static KeycloakRealm realm(IssuerSettings issuer) {
        return new KeycloakRealm(issuer.reachedAt());
    }

    private static ClientCredentials credentials(IssuerClientSettings client) {
        return new ClientCredentials(client.id(), client.knownSecret());
    }

    private IssuerHttp calls(IssuerClientSettings client) {
        return new IssuerHttp(http, client.deadline(), LARGEST_ANSWER);
    }
}
