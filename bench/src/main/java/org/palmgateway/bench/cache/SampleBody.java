package org.palmgateway.bench.cache;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** JSON of a given length, as a list of affairs is. */
final class SampleBody {

    private SampleBody() {}

    /** Returns so many octets; the last affair is cut off where they end. */
    static byte[] of(int octets) {
        StringBuilder text = new StringBuilder(octets + 100);
        for (int affair = 1; text.length() < octets; affair++) {
            text.append(String.format(
                    Locale.ROOT,
                    "{\"id\":\"3301%06d\",\"kind\":\"permit\",\"state\":\"granted\",\"until\":\"2027-%02d-01\"},",
                    affair * 7919 % 1_000_000,
                    affair % 12 + 1));
        }
        return text.substring(0, octets).getBytes(StandardCharsets.US_ASCII);
    }
}
