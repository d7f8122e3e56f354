package org.palmgateway.auth.passport;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.text.ParseException;

/** What a department does with a passport: it knows the published keys and nothing else. */
final class Department {

    private Department() {}

    /** The claims of a passport whose signature the published keys confirm. */
    static JWTClaimsSet accept(Passport passport, String jwks) {
        try {
            SignedJWT jwt = SignedJWT.parse(passport.token());
            JWK key = JWKSet.parse(jwks).getKeyByKeyId(jwt.getHeader().getKeyID());
            if (key == null || !jwt.verify(new ECDSAVerifier(key.toECKey()))) {
                throw new AssertionError("No published key confirms the passport.");
            }
            return jwt.getJWTClaimsSet();
        } catch (ParseException | JOSEException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The id of the key that signed a passport. */
    static String kid(Passport passport) {
        try {
            return SignedJWT.parse(passport.token()).getHeader().getKeyID();
        } catch (ParseException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
