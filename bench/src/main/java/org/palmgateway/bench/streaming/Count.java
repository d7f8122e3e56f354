package org.palmgateway.bench.streaming;

import java.util.Locale;

/**
 * What arrived.
 *
 * @param octets how many octets
 * @param checksum their CRC-32C
 */
record Count(long octets, long checksum) {

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%d octets, CRC-32C %08x", octets, checksum);
    }
}
