package org.palmgateway.auth.keys;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.JSONObjectUtils;
import java.net.URI;
import java.text.ParseException;
import java.util.List;
import java.util.Map;

/** Reads what an issuer publishes, and believes no more of it than is safe. Pure functions. */
final class KeyDocuments {

    private static final int MINIMUM_RSA_BITS = 2048;

    private KeyDocuments() {}

    /**
     * The address of the keys in a discovery document (OpenID Connect Discovery 1.0 §4.3).
     *
     * @throws KeysNotFetched if the document is another issuer's, or leads from https to anything else
     */
    static URI keysAddress(KeySource source, String document) {
        try {
            Map<String, Object> members = object(document);
            String issuer = JSONObjectUtils.getString(members, "issuer");
            if (!source.issuer().toString().equals(issuer)) {
                throw new KeysNotFetched("The discovery document must have issuer " + source.issuer() + ".", null);
            }
            URI address = JSONObjectUtils.getURI(members, "jwks_uri");
            if (address == null || !KeySource.isHttp(address)) {
                throw new KeysNotFetched("The discovery document needs an absolute http or https jwks_uri.", null);
            }
            if ("https".equalsIgnoreCase(source.issuer().getScheme())
                    && !"https".equalsIgnoreCase(address.getScheme())) {
                throw new KeysNotFetched("The jwks_uri of an https issuer must be https.", null);
            }
            return address;
        } catch (ParseException unreadable) {
            throw new KeysNotFetched("The discovery document cannot be read.", unreadable);
        }
    }

    /**
     * The public keys of a JWK Set (RFC 7517 §5) that may verify signatures: EC, and RSA of at least 2048 bits (RFC 7518
     * §3.3). Symmetric keys are dropped, private parts too.
     *
     * @throws KeysNotFetched if there are none
     */
    static JWKSet publicKeys(String document) {
        try {
            List<JWK> usable = JWKSet.parse(object(document)).toPublicJWKSet().getKeys().stream()
                    .filter(KeyDocuments::isStrong)
                    .toList();
            if (usable.isEmpty()) {
                throw new KeysNotFetched("The JWK Set must have an EC key, or an RSA key of 2048 bits or more.", null);
            }
            return new JWKSet(usable);
        } catch (ParseException unreadable) {
            throw new KeysNotFetched("The JWK Set cannot be read.", unreadable);
        }
    }

    private static Map<String, Object> object(String document) throws ParseException {
        Map<String, Object> members = JSONObjectUtils.parse(document);
        // The parser gives no object for the text "null".
        if (members == null) {
            throw new ParseException("The document must be a JSON object.", 0);
        }
        return members;
    }

    private static boolean isStrong(JWK key) {
        return key instanceof ECKey || (key instanceof RSAKey rsa && rsa.size() >= MINIMUM_RSA_BITS);
    }
}
