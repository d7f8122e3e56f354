package org.palmgateway.gateway.record;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** So many of the last requests. Lock-free; safe for any number of threads. */
public final class RequestRing {

    private final AtomicReferenceArray<@Nullable RecordedRequest> slots;
    private final AtomicLong added = new AtomicLong();

    /**
     * Makes an empty ring.
     *
     * @param size how many requests it keeps; 0 for none
     */
    public RequestRing(int size) {
        this.slots = new AtomicReferenceArray<>(size);
    }

    /** Tells whether anything is kept. */
    public boolean keeps() {
        return slots.length() > 0;
    }

    /** Adds a request, in the place of the oldest one when the ring is full. */
    public void add(RecordedRequest request) {
        if (keeps()) {
            slots.set((int) (added.getAndIncrement() % slots.length()), request);
        }
    }

    /** Returns the requests that are kept, in no particular order; those that come meanwhile may be among them. */
    public List<RecordedRequest> all() {
        List<RecordedRequest> all = new ArrayList<>();
        for (int i = 0; i < slots.length(); i++) {
            @Nullable RecordedRequest request = slots.get(i);
            if (request != null) {
                all.add(request);
            }
        }
        return all;
    }
}
