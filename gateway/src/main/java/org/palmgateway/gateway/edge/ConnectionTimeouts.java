package org.palmgateway.gateway.edge;

import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a caller's connection that stays without a request, and gives up a request of which nothing more comes. What has been taken of
 * a request's head counts as silence, so a head cannot be dripped in (RFC 9112 §9.8).
 *
 * <p>Stays in its HTTP/1 connection, with one timer that looks again when it runs out. Reactor Netty's own handlers for both come into the
 * pipeline and leave it with each request, and each time set a timer and take it back. For one connection; runs on its event loop.
 */
public final class ConnectionTimeouts extends ChannelDuplexHandler {

    private final long idle;
    private final long read;
    private int unanswered;
    private boolean receiving;
    private boolean interim;
    private long since;
    private long alarm;
    private @Nullable ScheduledFuture<?> timer;

    /**
     * Makes it.
     *
     * @param idle how long a connection may stay open without a request
     * @param read how long nothing may come of a request that has begun
     */
    public ConnectionTimeouts(Duration idle, Duration read) {
        this.idle = idle.toNanos();
        this.read = read.toNanos();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (context.channel().isActive()) {
            begin(context);
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        begin(context);
        context.fireChannelActive();
    }

    private void begin(ChannelHandlerContext context) {
        since = now(context);
        set(context, idle);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest) {
            unanswered++;
            receiving = true;
        }
        if (message instanceof LastHttpContent) {
            receiving = false;
        }
        since = now(context);
        context.fireChannelRead(message);
    }

    /** Most requests have come whole by now, and need no timer of their own. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (receiving) {
            notLaterThan(context, read);
        }
        context.fireChannelReadComplete();
    }

    /** What comes of writing is told by the promise. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof HttpResponse response) {
            interim = response.status().codeClass() == HttpStatusClass.INFORMATIONAL;
        }
        if (message instanceof LastHttpContent && !interim) {
            unanswered--;
            since = now(context);
            notLaterThan(context, receiving ? read : idle);
        }
        context.write(message, promise);
    }

    /** Whoever awaits the rest of the request is told by the error; nobody waits for the connection to close. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void ring(ChannelHandlerContext context) {
        timer = null;
        if (!context.channel().isActive()) {
            return;
        }
        // What is received behind a request that is being answered must not end that one.
        boolean awaited = receiving && unanswered <= 1;
        if (!awaited && (unanswered > 0 || unsent(context))) {
            // Counts anew: when the last of an answer was taken is not known.
            since = now(context);
        }
        long left = since + (awaited ? read : idle) - now(context);
        if (left > 0) {
            set(context, left);
            return;
        }
        if (awaited && unanswered > 0) {
            context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        }
        context.close();
    }

    /** An answer that has been given is being taken by its caller, which may be slow. */
    private static boolean unsent(ChannelHandlerContext context) {
        @Nullable ChannelOutboundBuffer buffer = context.channel().unsafe().outboundBuffer();
        return buffer != null && !buffer.isEmpty();
    }

    private static long now(ChannelHandlerContext context) {
        return context.executor().ticker().nanoTime();
    }

    private void notLaterThan(ChannelHandlerContext context, long nanos) {
        if (since + nanos - alarm < 0) {
            set(context, nanos);
        }
    }

    private void set(ChannelHandlerContext context, long nanos) {
        if (timer != null) {
            timer.cancel(false);
        }
        alarm = now(context) + nanos;
        timer = context.executor().schedule(() -> ring(context), nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }
}
