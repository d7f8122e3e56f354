package org.palmgateway.gateway.edge;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.util.ReferenceCountUtil;
import java.util.Locale;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemDocument;
import org.palmgateway.gateway.problem.RequestProblem;

/**
 * Gives a body to the errors that the HTTP server answers by itself, before there is a request to speak of: it could not be
 * decoded, or its target is no URI. Such answers are recognised by having neither a body nor a request id.
 */
@ChannelHandler.Sharable
public final class BareErrors extends ChannelOutboundHandlerAdapter {

    private final ProblemDocument documents;
    private final RequestIds ids;

    /**
     * Makes the handler; one serves all connections.
     *
     * @param documents renders the bodies
     * @param ids makes request ids
     */
    public BareErrors(ProblemDocument documents, RequestIds ids) {
        this.documents = documents;
        this.ids = ids;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) throws Exception {
        boolean bare = message instanceof FullHttpResponse response
                && response.status().code() >= 400
                && !response.content().isReadable()
                && !response.headers().contains(AnswerFields.REQUEST_ID);
        super.write(context, bare ? withBody((FullHttpResponse) message, context) : message, promise);
    }

    private FullHttpResponse withBody(FullHttpResponse response, ChannelHandlerContext context) {
        Problem problem = problem(response.status().code());
        String id = ids.next();
        byte[] document = documents.render(problem, id, documents.language(null));
        ByteBuf body = context.alloc().buffer(document.length).writeBytes(document);
        FullHttpResponse answer = new DefaultFullHttpResponse(
                response.protocolVersion(),
                HttpResponseStatus.valueOf(problem.kind().status()),
                body,
                response.headers(),
                response.trailingHeaders());
        answer.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, document.length)
                .set(HttpHeaderNames.CONTENT_TYPE, ProblemDocument.MEDIA_TYPE)
                .set(HttpHeaderNames.CONTENT_LANGUAGE, Locale.SIMPLIFIED_CHINESE.toLanguageTag())
                .set(AnswerFields.REQUEST_ID, id)
                .set(AnswerFields.PROXY_STATUS, ProblemDocument.proxyStatus(problem));
        ReferenceCountUtil.release(response);
        return answer;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 408 -> new RequestProblem.RequestTooSlow();
            case 413, 431 -> new RequestProblem.HeadersTooLarge();
            case 414 -> new RequestProblem.TargetTooLong();
            default -> status < 500 ? new RequestProblem.MalformedRequest("not-http") : new RequestProblem.Internal();
        };
    }
}
