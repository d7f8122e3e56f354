package org.palmgateway.gateway.forward;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpStatusClass;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import reactor.netty.NettyPipeline;

/**
 * Drops the interim responses of departments, such as 103 (RFC 9110 §15.2). The HTTP client would take one for the answer, and give the
 * answer itself, which comes after it, to whoever is next to use the connection.
 *
 * <p>100 is the client's own business, and 101 is an answer. For one connection; runs on its event loop.
 */
final class InterimResponses extends ChannelInboundHandlerAdapter {

    private static final String NAME = "palm.interimResponses";

    private boolean dropping;

    /** Adds one to the connection to a department. */
    static void drop(Channel channel) {
        // Other codecs than that of HTTP/1.1 tell them apart themselves.
        if (channel.pipeline().get(NettyPipeline.HttpCodec) != null) {
            channel.pipeline().addAfter(NettyPipeline.HttpCodec, NAME, new InterimResponses());
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpResponse response) {
            dropping = isInterim(response.status());
        }
        if (!dropping) {
            context.fireChannelRead(message);
            return;
        }
        boolean last = message instanceof LastHttpContent;
        ReferenceCountUtil.release(message);
        if (last) {
            dropping = false;
            // Nobody has seen anything, and so nobody else asks for more.
            context.read();
        }
    }

    private static boolean isInterim(HttpResponseStatus status) {
        return status.codeClass() == HttpStatusClass.INFORMATIONAL
                && status.code() != HttpResponseStatus.CONTINUE.code()
                && status.code() != HttpResponseStatus.SWITCHING_PROTOCOLS.code();
    }
}
