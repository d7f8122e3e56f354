package org.palmgateway.bench.streaming;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.Random;
import reactor.core.publisher.Flux;

/**
 * A body that is made as it is sent. Each block bears its number, so that lost, repeated and swapped blocks change the check
 * sum.
 *
 * @param blocks the number of blocks
 */
record LargeBody(int blocks) {

    static final int BLOCK = 64 * 1024;

    private static final byte[] FILLING = filling();

    private static byte[] filling() {
        byte[] filling = new byte[BLOCK - Long.BYTES];
        new Random(330000).nextBytes(filling);
        return filling;
    }

    static LargeBody ofMebibytes(int mebibytes) {
        return new LargeBody(mebibytes * 16);
    }

    long length() {
        return (long) blocks * BLOCK;
    }

    /** Returns the blocks, each made when it is asked for. */
    Flux<ByteBuf> content() {
        return Flux.range(0, blocks).map(LargeBody::block);
    }

    private static ByteBuf block(int number) {
        return ByteBufAllocator.DEFAULT.buffer(BLOCK, BLOCK).writeLong(number).writeBytes(FILLING);
    }

    /** Returns what a receiver must have counted. */
    Count expected() {
        Counter counter = new Counter();
        for (int i = 0; i < blocks; i++) {
            ByteBuf block = block(i);
            counter.add(block);
            block.release();
        }
        return counter.count();
    }
}
