package org.palmgateway.sandbox.identity;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.jwt.JwtClaimsSet;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;

/** Writes the claims of an access token (RFC 9068). */
final class AccessTokenClaims implements OAuth2TokenCustomizer<JwtEncodingContext> {

    /** Media type in the header of an access token (RFC 9068 §2.1). */
    static final String TYPE = "at+jwt";

    /** The {@code aud} of an access token: the gateway. */
    static final String GATEWAY = "palm-gateway";

    private final Directory directory;
    private final Clients clients;

    AccessTokenClaims(Directory directory, Clients clients) {
        this.directory = directory;
        this.clients = clients;
    }

    @Override
    public void customize(JwtEncodingContext context) {
        if (!OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
            return;
        }
        String user = context.getPrincipal().getName();
        String client = Objects.requireNonNull(context.getRegisteredClient()).getClientId();
        context.getJwsHeader().type(TYPE);
        if (AuthorizationGrantType.CLIENT_CREDENTIALS.equals(context.getAuthorizationGrantType())) {
            describe(context.getClaims(), clients.client(client).orElseThrow(), context.getAuthorizedScopes())
                    .audience(List.of(GATEWAY));
            return;
        }
        Person person = directory.person(user).orElseThrow();
        String session = Objects.requireNonNull(context.getAuthorization()).getId();
        describe(context.getClaims(), person, client, context.getAuthorizedScopes(), session)
                .audience(List.of(GATEWAY));
    }

    /** Adds everything about an application that comes without a person: no name, no roles, no session. */
    private static JwtClaimsSet.Builder describe(
            JwtClaimsSet.Builder claims, Client client, Collection<String> scopes) {
        return claims.subject(client.id())
                .claim("palm_audience", client.audience())
                .claim("scope", String.join(" ", scopes))
                .claim("client_id", client.id())
                .claim("azp", client.id());
    }

    /** Adds everything about the person, the client and the session. */
    static JwtClaimsSet.Builder describe(
            JwtClaimsSet.Builder claims, Person person, String client, Collection<String> scopes, String session) {
        return claims.subject(person.user())
                .claim("palm_audience", person.audience())
                .claim("roles", person.roles())
                .claim("scope", String.join(" ", scopes))
                .claim("name", person.name())
                .claim("name_en", person.nameEn())
                .claim("region", person.region())
                .claim("citizen_id", person.citizenId())
                .claim("acr", person.acr())
                .claim("sid", session)
                .claim("client_id", client)
                .claim("azp", client);
    }
}
