package org.palmgateway.bench.cache;

import java.nio.charset.StandardCharsets;

/** Texts with octets of their own, as they are when they come off the network. */
final class OwnText {

    private OwnText() {}

    /** Returns a copy that shares nothing; of ASCII. */
    static String of(String text) {
        return new String(text.getBytes(StandardCharsets.US_ASCII), StandardCharsets.US_ASCII);
    }
}
