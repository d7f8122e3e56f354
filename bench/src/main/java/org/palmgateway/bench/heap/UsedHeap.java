package org.palmgateway.bench.heap;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;

/** The heap that is in use once garbage is gone. Exact enough with the serial collector, whose collections are complete. */
public final class UsedHeap {

    private static final int COLLECTIONS = 5;

    private UsedHeap() {}

    /** Returns the used heap in octets after several collections. */
    public static long now() {
        MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
        for (int i = 0; i < COLLECTIONS; i++) {
            memory.gc();
        }
        return memory.getHeapMemoryUsage().getUsed();
    }
}
