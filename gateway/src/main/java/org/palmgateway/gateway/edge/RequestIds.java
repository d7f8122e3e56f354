package org.palmgateway.gateway.edge;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/** Makes request ids: 32 hexadecimal digits, unique but not secret. Safe for any number of threads. */
public final class RequestIds {

    /** Returns a new id. */
    public String next() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return HexFormat.of().toHexDigits(random.nextLong()) + HexFormat.of().toHexDigits(random.nextLong());
    }
}
