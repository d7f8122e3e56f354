package org.palmgateway.gateway.forward;

import io.netty.handler.timeout.ReadTimeoutException;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/** The caller's request with other fields. */
public final class WithFields extends ServerHttpRequestDecorator {

    private final HttpHeaders headers;

    /**
     * Puts other fields on a request.
     *
     * @param request the caller's request
     * @param headers the fields in the place of its own
     */
    public WithFields(ServerHttpRequest request, HttpHeaders headers) {
        super(request);
        this.headers = headers;
    }

    @Override
    public HttpHeaders getHeaders() {
        return headers;
    }

    /** What goes wrong on the caller's side must not be taken for the department's fault. */
    @Override
    public Flux<DataBuffer> getBody() {
        return super.getBody()
                .onErrorMap(
                        error -> !(error instanceof ProblemException),
                        error -> new ProblemException(
                                error instanceof ReadTimeoutException
                                        ? new RequestProblem.RequestTooSlow()
                                        : new RequestProblem.MalformedRequest("broken-off")));
    }
}
