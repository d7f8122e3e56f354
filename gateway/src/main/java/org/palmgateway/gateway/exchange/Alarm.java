package org.palmgateway.gateway.exchange;

import io.netty.channel.ChannelHandlerContext;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The timer of something that stays in its connection. It is set for the soonest moment that matters and has its owner look again when it
 * rings: setting one for each request, and taking it back, would cost more than the rest. For one connection; used on its event loop.
 */
public final class Alarm {

    private final Consumer<ChannelHandlerContext> look;
    private long moment;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * Makes it, not set.
     *
     * @param look looks whether it is time; not called once the connection is closed
     */
    public Alarm(Consumer<ChannelHandlerContext> look) {
        this.look = look;
    }

    /** Returns the time of the event loop, in nanoseconds; only differences mean anything. */
    public static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    /**
     * Has it ring at a moment, unless it rings before.
     *
     * @param context the owner's place in the connection
     * @param latest the moment, by {@link #now}
     */
    public void ringBy(ChannelHandlerContext context, long latest) {
        if (timer == null || latest - moment < 0) {
            cancel();
            moment = latest;
            timer = context.executor().schedule(() -> ring(context), latest - now(context), TimeUnit.NANOSECONDS);
        }
    }

    private void ring(ChannelHandlerContext context) {
        timer = null;
        if (context.channel().isActive()) {
            look.accept(context);
        }
    }

    /** Has it never ring, until it is told otherwise. */
    public void cancel() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
