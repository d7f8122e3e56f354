package org.palmgateway.gateway.lane;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes passes as signed tokens (RFC 7519 with HMAC-SHA-256), and reads them again on any node that has the same secret. Immutable; safe for
 * any number of threads. Its text form shows nothing of the secret.
 */
public final class Passes {

    private static final Logger LOG = LoggerFactory.getLogger(Passes.class);
    private static final JOSEObjectType TYPE = new JOSEObjectType("palm-lane+jwt");
    private static final String ALGORITHM = "HmacSHA256";
    private static final int LONGEST = 2000;

    private final MACSigner signer;
    private final MACVerifier verifier;
    private final Clock clock;

    /**
     * Takes a secret that serves something else besides; what is signed here is signed by another key that is derived from it.
     *
     * @param secret the secret, the same on all nodes
     * @param clock the time
     */
    public Passes(String secret, Clock clock) {
        byte[] key = derived(secret);
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException e) {
            throw new IllegalStateException("A key of 256 bits is long enough (RFC 7518 section 3.2).", e);
        }
        this.clock = clock;
    }

    private static byte[] derived(String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return mac.doFinal("passes of the sandbox lane".getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException | InvalidKeyException absent) {
            throw new IllegalStateException("Every Java platform has HMAC-SHA-256; repair this one.", absent);
        }
    }

    /** Writes a pass. */
    public String write(Pass pass) {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .subject(pass.issuedTo())
                .claim("owner", pass.owner())
                .expirationTime(Date.from(pass.expires()));
        if (pass.upstream() != null) {
            claims.claim("upstream", pass.upstream().toString());
        }
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).build(), claims.build());
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("A key of 256 bits signs with HS256.", e);
        }
        return token.serialize();
    }

    /**
     * Reads a pass.
     *
     * @throws ProblemException when it is none of ours, or holds no longer
     */
    Pass read(String text) {
        try {
            if (text.length() <= LONGEST) {
                Pass pass = read(SignedJWT.parse(text));
                if (pass != null) {
                    return pass;
                }
            }
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw refused(e);
        }
        throw new ProblemException(new RequestProblem.LaneRefused("lane-pass"));
    }

    private static ProblemException refused(Exception why) {
        LOG.debug("A pass was not read", why);
        return new ProblemException(new RequestProblem.LaneRefused("lane-pass"));
    }

    private @Nullable Pass read(SignedJWT token) throws ParseException, JOSEException {
        boolean ours = JWSAlgorithm.HS256.equals(token.getHeader().getAlgorithm())
                && TYPE.equals(token.getHeader().getType())
                && token.verify(verifier);
        if (!ours) {
            return null;
        }
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Instant expires = claims.getExpirationTime().toInstant();
        if (!clock.instant().isBefore(expires)) {
            throw new ProblemException(new RequestProblem.LaneRefused("lane-expired"));
        }
        @Nullable String upstream = claims.getStringClaim("upstream");
        return new Pass(
                claims.getStringClaim("owner"),
                upstream == null ? null : URI.create(upstream),
                claims.getSubject(),
                expires);
    }

    @Override
    public String toString() {
        return "Passes[hidden]";
    }
}
