package org.palmgateway.gateway.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.timeout.ReadTimeoutException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Alarm;
import reactor.netty.NettyPipeline;

/**
 * Bounds the time from the end of a request to the beginning of its answer. It is counted from there so that neither connecting nor a long
 * upload uses it up; and a department may answer before it has read the whole request.
 *
 * <p>Stays in its connection, with one {@link Alarm}. For one connection; runs on its event loop.
 */
final class FirstByte extends ChannelDuplexHandler {

    private static final String NAME = "palm.firstByte";
    private static final long NOT_AWAITED = Long.MAX_VALUE;

    private final Alarm alarm = new Alarm(this::look);
    private long allowed;
    private boolean answered;
    private long deadline = NOT_AWAITED;

    private FirstByte() {}

    /**
     * Awaits the answer to a request that is about to be sent.
     *
     * @param channel the connection, or the stream of one
     * @param nanos how long it may take
     */
    static void await(Channel channel, long nanos) {
        @Nullable FirstByte known = channel.pipeline().get(FirstByte.class);
        FirstByte handler = known == null ? new FirstByte() : known;
        if (known == null) {
            channel.pipeline().addBefore(NettyPipeline.ReactiveBridge, NAME, handler);
        }
        handler.allowed = nanos;
        handler.answered = false;
        handler.deadline = NOT_AWAITED;
    }

    /** What comes of writing is told by the promise. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored")
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof LastHttpContent) {
            context.write(message, promise.unvoid().addListener(written -> sent(context)));
        } else {
            context.write(message, promise);
        }
    }

    private void sent(ChannelHandlerContext context) {
        if (!answered) {
            deadline = Alarm.now(context) + allowed;
            alarm.ringBy(context, deadline);
        }
    }

    /** Whoever awaits the answer is told by the error; nobody waits for the connection to close. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void look(ChannelHandlerContext context) {
        if (deadline == NOT_AWAITED) {
            return;
        }
        if (deadline - Alarm.now(context) > 0) {
            alarm.ringBy(context, deadline);
            return;
        }
        deadline = NOT_AWAITED;
        context.fireExceptionCaught(ReadTimeoutException.INSTANCE);
        context.close();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse) {
            answered = true;
            deadline = NOT_AWAITED;
        }
        context.fireChannelRead(message);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext context) {
        alarm.cancel();
    }
}
