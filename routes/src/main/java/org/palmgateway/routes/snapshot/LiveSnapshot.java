package org.palmgateway.routes.snapshot;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * Holds the snapshot that is in use.
 *
 * <p>Readers take the reference without waiting; writers replace it one after the other. Listeners are told on the writer's thread, after
 * the new snapshot is in use.
 */
public final class LiveSnapshot {

    private final List<Consumer<Snapshot>> listeners = new CopyOnWriteArrayList<>();
    private volatile Snapshot current;

    /**
     * Starts with a snapshot.
     *
     * @param first the snapshot in use until the first replacement
     */
    public LiveSnapshot(Snapshot first) {
        this.current = first;
    }

    /** Returns the snapshot in use. */
    public Snapshot current() {
        return current;
    }

    /**
     * Puts another snapshot to use and tells the listeners. Several writers wait for each other; readers never wait.
     *
     * @param change makes the next snapshot from the one in use, or returns that one to leave everything as it is
     * @return the snapshot now in use
     */
    @SuppressWarnings("ReferenceEquality") // A change that leaves all as it is returns the very snapshot it was given.
    public synchronized Snapshot update(UnaryOperator<Snapshot> change) {
        Snapshot next = change.apply(current);
        if (next != current) {
            current = next;
            listeners.forEach(listener -> listener.accept(next));
        }
        return next;
    }

    /** Has a listener told of every later snapshot; other writers wait meanwhile, so it must not wait for one of them. */
    public void onReplace(Consumer<Snapshot> listener) {
        listeners.add(listener);
    }
}
