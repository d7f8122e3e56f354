package org.palmgateway.sandbox.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** The secret of the gateway's own client. The text form leaves it out. */
record GatewaySecret(String value) {

    static GatewaySecret random() {
        byte[] octets = new byte[24];
        new SecureRandom().nextBytes(octets);
        return new GatewaySecret(Base64.getUrlEncoder().withoutPadding().encodeToString(octets));
    }

    @Override
    public String toString() {
        return "GatewaySecret[]";
    }
}
