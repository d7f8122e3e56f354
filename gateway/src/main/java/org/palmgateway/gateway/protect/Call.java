package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One call to an upstream, from being sent until what came of it is known.
 *
 * <p>Exactly one of the methods must be called in the end; the first one counts and later ones do nothing. Any thread may call
 * them.
 */
public final class Call {

    private final UpstreamState state;
    private final @Nullable Passing permission;
    private final AtomicBoolean over = new AtomicBoolean();

    Call(UpstreamState state, @Nullable Passing permission) {
        this.state = state;
        this.permission = permission;
    }

    /**
     * The upstream answered.
     *
     * @param took time from sending until the answer began
     */
    public void succeeded(Duration took) {
        if (over.compareAndSet(false, true)) {
            state.succeeded(permission, took);
        }
    }

    /**
     * The upstream could not be reached, did not answer in time, or said that it cannot answer.
     *
     * @param took time from sending until that was known
     */
    public void failed(Duration took) {
        if (over.compareAndSet(false, true)) {
            state.failed(permission, took);
        }
    }

    /** Nothing is known about the upstream, for example because the caller went away. */
    public void released() {
        if (over.compareAndSet(false, true)) {
            state.released(permission);
        }
    }
}
