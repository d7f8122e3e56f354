package org.palmgateway.bench.streaming;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Counts octets as they arrive. For one body; used by one thread at a time. */
final class Counter {

    private final CRC32C checksum = new CRC32C();
    private long octets;

    void add(ByteBuf arrived) {
        octets += arrived.readableBytes();
        for (ByteBuffer part : arrived.nioBuffers()) {
            checksum.update(part);
        }
    }

    Count count() {
        return new Count(octets, checksum.getValue());
    }
}
