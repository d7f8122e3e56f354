package org.palmgateway.sandbox.identity;

import java.util.List;

/**
 * An application that people sign in through: public, so it proves itself by PKCE (RFC 7636) instead of a secret.
 *
 * @param id OAuth client id
 * @param audience whose application it is; nobody else gets a token through it
 * @param redirects where it may receive codes; on a loopback address any port will do (RFC 8252 §7.3)
 * @param scopes all that it may ask for
 */
record Client(String id, String audience, List<String> redirects, List<String> scopes) {

    Client {
        redirects = List.copyOf(redirects);
        scopes = List.copyOf(scopes);
    }
}
