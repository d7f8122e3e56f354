package org.palmgateway.gateway.compose;

import java.util.Arrays;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;

/** Collects the octets of a message, each copied once where its length is known and not large. For one message. */
final class Octets {

    private static final int LEAST = 256;

    /** To say that a long answer follows costs a department nothing, so that it must not cost the gateway memory either. */
    private static final int MOST_AT_FIRST = 64 * 1024;

    private byte[] kept;
    private int size;

    /**
     * Starts with none.
     *
     * @param length how many are to be expected; negative when that is not known
     */
    Octets(long length) {
        this.kept = new byte[length < 0 ? LEAST : (int) Math.min(length, MOST_AT_FIRST)];
    }

    int size() {
        return size;
    }

    /** Takes the octets of a buffer, and releases it. */
    void add(DataBuffer buffer) {
        int more = buffer.readableByteCount();
        if (size + more > kept.length) {
            kept = Arrays.copyOf(kept, Math.max(size + more, kept.length * 2));
        }
        buffer.read(kept, size, more);
        DataBufferUtils.release(buffer);
        size += more;
    }

    /** Returns all of them. */
    byte[] all() {
        return size == kept.length ? kept : Arrays.copyOf(kept, size);
    }
}
