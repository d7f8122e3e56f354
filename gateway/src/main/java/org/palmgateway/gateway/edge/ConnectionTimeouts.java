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
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Alarm;

/**
 * Closes a caller's connection that stays without a request, and gives up a request of which nothing more comes. What has been taken of
 * a request's head counts as silence, so a head cannot be dripped in (RFC 9112 §9.8).
 *
 * <p>Stays in its HTTP/1 connection, with one {@link Alarm}. Reactor Netty's own handlers for both come into the
 * pipeline and leave it with each request, and each time set a timer and take it back. For one connection; runs on its event loop.
 */
public final class ConnectionTimeouts extends ChannelDuplexHandler {

    private final long idle;
    private final long read;
    private final Alarm alarm = new Alarm(this::look);
    private int unanswered;
    private boolean receiving;
    private boolean interim;
    private long since;

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
        since = Alarm.now(context);
        alarm.ringBy(context, since + idle);
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
        since = Alarm.now(context);
        context.fireChannelRead(message);
    }

    /** Most requests have come whole by now, and need no timer of their own. */
    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (receiving) {
            alarm.ringBy(context, since + read);
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
            since = Alarm.now(context);
            alarm.ringBy(context, since + (receiving ? read : idle));
        }
        context.write(message, promise);
    }

    /** Whoever awaits the rest of the request is told by the error; nobody waits for the connection to close. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void look(ChannelHandlerContext context) {
        // What is received behind a request that is being answered must not end that one.
        boolean awaited = receiving && unanswered <= 1;
        if (!awaited && (unanswered > 0 || unsent(context))) {
            // Counts anew: when the last of an answer was taken is not known.
            since = Alarm.now(context);
        }
        long end = since + (awaited ? read : idle);
        if (end - Alarm.now(context) > 0) {
            alarm.ringBy(context, end);
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

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        alarm.cancel();
    }
}
