package org.palmgateway.auth.token;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.palmgateway.auth.revocation.Credential;

/**
 * The verified caller. Deeply immutable; its text form leaves out who the caller is, so that it may be logged.
 *
 * @param issuer the issuer's identifier, as in {@code iss}
 * @param subject the caller's identifier at the issuer, as in {@code sub}
 * @param audience {@code citizen}, {@code official} or {@code governor}
 * @param application the OAuth client id of the application that holds the token, empty if the token names none
 * @param roles the roles found at the issuer's role claims
 * @param scopes the scopes that the token carries (RFC 8693 §4.2)
 * @param assurance the context class of {@code acr}, empty if none
 * @param level the assurance level that the issuer's {@link AssuranceLevels} give {@code acr}; 0 if none, or if nobody has signed in, as
 *     with client credentials
 * @param session the issuer's session of {@code sid}, else the token's SHA-256 in base64url
 * @param keyThumbprint the thumbprint of the key that the caller must prove to hold ({@code cnf.jkt}, RFC 9449 §6.1), empty for
 *     a token that whoever bears it may use
 * @param claims the claims that no other component stands for; members that are JSON null are left out
 * @param issued when the token was issued, as in {@code iat}; {@link Instant#EPOCH} if it does not say
 * @param expires when the token ends, as in {@code exp}, without clock skew
 */
public record Principal(
        String issuer,
        String subject,
        String audience,
        String application,
        Set<String> roles,
        Set<String> scopes,
        String assurance,
        int level,
        String session,
        String keyThumbprint,
        Map<String, Object> claims,
        Instant issued,
        Instant expires) {

    static final Set<String> AUDIENCES = Set.of("citizen", "official", "governor");

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if the subject or the session is blank, or the audience is not one of the three
     */
    public Principal {
        if (subject.isBlank()) {
            throw new IllegalArgumentException("subject: blank (expected: the identifier of the caller)");
        }
        if (session.isBlank()) {
            throw new IllegalArgumentException("session: blank (expected: sid, or the token's hash)");
        }
        if (!AUDIENCES.contains(audience)) {
            throw new IllegalArgumentException("audience: " + audience + " (expected: citizen, official or governor)");
        }
        roles = Set.copyOf(roles);
        scopes = Set.copyOf(scopes);
        claims = FrozenJson.object(claims);
    }

    /** Returns this caller, known up to an earlier time. */
    Principal until(Instant earlier) {
        return new Principal(
                issuer,
                subject,
                audience,
                application,
                roles,
                scopes,
                assurance,
                level,
                session,
                keyThumbprint,
                claims,
                issued,
                earlier);
    }

    /** Returns those of the claims that have one of these names. */
    public Map<String, Object> claims(Set<String> names) {
        if (names.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> some = new HashMap<>(claims);
        some.keySet().retainAll(names);
        return Map.copyOf(some);
    }

    /**
     * Returns the application itself as the caller, with nothing of the one who uses it: its subject is the client id, and it has no roles,
     * scopes, assurance or claims.
     */
    public Principal asApplication() {
        return new Principal(
                issuer,
                application.isEmpty() ? "unknown" : application,
                audience,
                application,
                Set.of(),
                Set.of(),
                "",
                0,
                "application:" + application,
                "",
                Map.of(),
                Instant.EPOCH,
                expires);
    }

    /** Returns what revocations are held against. */
    public Credential credential() {
        return new Credential(issuer, session, subject, application, issued);
    }

    @Override
    public String toString() {
        return "Principal[issuer=" + issuer + ", audience=" + audience + ", application=" + application + "]";
    }
}
