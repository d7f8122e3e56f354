package org.palmgateway.auth.keys;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;

/** Key pairs for tests, made once because RSA keys take long to make. */
public final class TestKeys {

    /** The issuer's RSA key, {@code kid} "rsa". */
    public static final RSAKey RSA = rsa("rsa", 2048);

    /** The issuer's EC key, {@code kid} "ec". */
    public static final ECKey EC = ec("ec");

    /** Somebody else's RSA key that claims the {@code kid} of {@link #RSA}. */
    public static final RSAKey FORGER = rsa("rsa", 2048);

    private TestKeys() {}

    static RSAKey rsa(String kid, int bits) {
        try {
            return new RSAKeyGenerator(bits, true)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** A new EC key. */
    public static ECKey ec(String kid) {
        try {
            return new ECKeyGenerator(Curve.P_256)
                    .keyID(kid)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
