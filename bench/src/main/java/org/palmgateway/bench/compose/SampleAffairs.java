package org.palmgateway.bench.compose;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.StringJoiner;

/** JSON of about a given length, as a list of affairs is. */
final class SampleAffairs {

    private SampleAffairs() {}

    /** Returns as many whole affairs as there is room for. */
    static byte[] ofAbout(int octets) {
        StringJoiner affairs = new StringJoiner(",", "{\"affairs\":[", "]}");
        for (int number = 1; ; number++) {
            String affair = String.format(
                    Locale.ROOT,
                    "{\"id\":\"3301%06d\",\"kind\":\"permit\",\"fee\":%d.50,\"until\":\"2027-%02d-01\"}",
                    number * 7919 % 1_000_000,
                    number * 31 % 500,
                    number % 12 + 1);
            if (affairs.length() + 1 + affair.length() > octets) {
                return affairs.toString().getBytes(StandardCharsets.US_ASCII);
            }
            affairs.add(affair);
        }
    }
}
