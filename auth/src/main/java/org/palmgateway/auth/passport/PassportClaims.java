package org.palmgateway.auth.passport;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.palmgateway.auth.revocation.Credential;
import org.palmgateway.auth.token.Principal;

/**
 * All that a passport says, apart from the time. A minted passport is kept under this value, and is made from nothing else;
 * so two callers or departments share one only if it would read the same for both.
 *
 * @param signedIn when the caller's token was issued
 * @param latest the caller's own expiry, after which no passport may live
 */
record PassportClaims(
        Recipient recipient,
        String session,
        String issuer,
        String subject,
        String audience,
        String application,
        String assurance,
        Set<String> roles,
        Set<String> scopes,
        Map<String, Object> released,
        Instant signedIn,
        Instant latest) {

    static final Set<String> RESERVED =
            Set.of("iss", "aud", "sub", "iat", "nbf", "exp", "jti", "audience", "application", "acr", "roles", "scope");

    static PassportClaims of(Principal principal, Recipient recipient) {
        return new PassportClaims(
                recipient,
                principal.session(),
                principal.issuer(),
                principal.subject(),
                principal.audience(),
                principal.application(),
                principal.assurance(),
                principal.roles(),
                principal.scopes(),
                principal.claims(recipient.claims()),
                principal.issued(),
                principal.expires());
    }

    /** What revocations are held against: the marks of the token that this came from. */
    Credential credential() {
        return new Credential(issuer, session, subject, application, signedIn);
    }

    JWTClaimsSet at(Instant now, Instant expires, Passports.Settings settings) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder();
        released.forEach(claims::claim);
        claims.issuer(settings.issuer())
                .audience(recipient.department())
                .subject(
                        recipient.realSubject()
                                ? subject
                                : settings.pairwiseSecret().subject(recipient.department(), issuer, subject))
                .issueTime(Date.from(now))
                .notBeforeTime(Date.from(now))
                .expirationTime(Date.from(expires))
                .jwtID(UUID.randomUUID().toString())
                .claim("audience", audience)
                .claim("application", application)
                .claim("roles", roles.stream().sorted().toList())
                .claim("scope", String.join(" ", scopes.stream().sorted().toList()));
        return assurance.isEmpty()
                ? claims.build()
                : claims.claim("acr", assurance).build();
    }
}
