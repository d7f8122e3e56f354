package org.palmgateway.sandbox.identity;

import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2ErrorCodes;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationContext;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationException;
import org.springframework.security.oauth2.server.authorization.authentication.OAuth2AuthorizationCodeRequestAuthenticationToken;

/**
 * Refuses, with {@code access_denied} (RFC 6749 §4.1.2.1), the code of one audience's client to a person of another.
 *
 * <p>Runs after the check of the redirect URI, so the refusal goes to the client's own address only. Somebody who has
 * not signed in yet passes and is asked again afterwards.
 */
final class OwnAudience implements Consumer<OAuth2AuthorizationCodeRequestAuthenticationContext> {

    private final Clients clients;

    OwnAudience(Clients clients) {
        this.clients = clients;
    }

    @Override
    public void accept(OAuth2AuthorizationCodeRequestAuthenticationContext context) {
        OAuth2AuthorizationCodeRequestAuthenticationToken request = context.getAuthentication();
        Authentication person = (Authentication) Objects.requireNonNull(request.getPrincipal());
        boolean signedIn = person.isAuthenticated() && !(person instanceof AnonymousAuthenticationToken);
        if (signedIn && !clients.mayUse(person.getName(), request.getClientId())) {
            OAuth2Error error = new OAuth2Error(
                    OAuth2ErrorCodes.ACCESS_DENIED,
                    person.getName() + " cannot use " + request.getClientId() + ": sign in through the client made for "
                            + "your audience",
                    null);
            throw new OAuth2AuthorizationCodeRequestAuthenticationException(error, withRedirect(context, request));
        }
    }

    private static OAuth2AuthorizationCodeRequestAuthenticationToken withRedirect(
            OAuth2AuthorizationCodeRequestAuthenticationContext context,
            OAuth2AuthorizationCodeRequestAuthenticationToken request) {
        String redirect = request.getRedirectUri() != null
                ? request.getRedirectUri()
                : context.getRegisteredClient().getRedirectUris().iterator().next();
        return new OAuth2AuthorizationCodeRequestAuthenticationToken(
                request.getAuthorizationUri(),
                request.getClientId(),
                (Authentication) Objects.requireNonNull(request.getPrincipal()),
                redirect,
                request.getState(),
                request.getScopes(),
                request.getAdditionalParameters());
    }
}
