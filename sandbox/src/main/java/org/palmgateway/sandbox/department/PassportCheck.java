package org.palmgateway.sandbox.department;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.BadJWTException;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.util.List;
import java.util.Set;

/** Checks passports: signature by the gateway, type, audience, and life (RFC 7519 §4.1, RFC 8725). Safe for any thread. */
final class PassportCheck {

    private static final int CLOCK_SKEW_SECONDS = 5;

    private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

    PassportCheck(GatewayKeys keys) {
        processor.setJWSTypeVerifier(new DefaultJOSEObjectTypeVerifier<>(new JOSEObjectType("palm-passport+jwt")));
        processor.setJWSKeySelector(new JWSVerificationKeySelector<>(JWSAlgorithm.ES256, keys));
        DefaultJWTClaimsVerifier<SecurityContext> claims =
                new DefaultJWTClaimsVerifier<>(null, Set.of("iss", "sub", "aud", "exp"));
        claims.setMaxClockSkew(CLOCK_SKEW_SECONDS);
        processor.setJWTClaimsSetVerifier(claims);
    }

    /**
     * The claims of a passport that is valid for a department.
     *
     * @throws BadJOSEException if the passport is refused
     * @throws ParseException if it is no JWT at all
     * @throws JOSEException if it cannot be judged, most likely because the gateway's keys cannot be had
     */
    JWTClaimsSet claims(String department, String passport) throws BadJOSEException, ParseException, JOSEException {
        JWTClaimsSet claims = processor.process(passport, null);
        // Dry runs name the actor of a department, so that their passports are of no use to the department itself.
        boolean addressed = claims.getAudience().equals(List.of(department))
                || claims.getAudience().equals(List.of("sandbox:" + department));
        if (!addressed) {
            throw new BadJWTException("aud is " + claims.getAudience() + " (expected: " + department + ")");
        }
        if (claims.getIssuer().isBlank()) {
            throw new BadJWTException("iss is empty");
        }
        return claims;
    }
}
