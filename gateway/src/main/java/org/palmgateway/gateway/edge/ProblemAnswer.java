package org.palmgateway.gateway.edge;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.answer.Answers;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemDocument;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableChannel;
import reactor.netty.http.server.HttpServerResponse;

/**
 * The one place where a failed request is answered: with a problem document, or, when part of an answer has left already, by
 * closing the connection, so that the caller does not take half an answer for a whole one.
 */
public final class ProblemAnswer {

    private static final Logger LOG = LoggerFactory.getLogger(ProblemAnswer.class);
    private static final MediaType MEDIA_TYPE = MediaType.parseMediaType(ProblemDocument.MEDIA_TYPE);

    private final ProblemDocument documents;

    /**
     * Makes the answerer.
     *
     * @param documents renders the documents
     */
    public ProblemAnswer(ProblemDocument documents) {
        this.documents = documents;
    }

    /**
     * Answers.
     *
     * @param exchange the exchange that failed
     * @param error a {@link ProblemException}, or a mistake of the gateway's own, which is logged
     * @return completes when the answer has been written or the connection closed
     */
    public Mono<Void> answer(ServerWebExchange exchange, Throwable error) {
        Problem problem = problem(exchange, error);
        Answers.note(exchange, problem);
        ServerHttpResponse response = exchange.getResponse();
        if (response.isCommitted()) {
            return abort(response);
        }
        Facts facts = Facts.of(exchange);
        HttpHeaders asked = exchange.getRequest().getHeaders();
        Locale language = documents.language(String.join(",", asked.getOrEmpty(HttpHeaders.ACCEPT_LANGUAGE)));
        byte[] document = documents.render(problem, facts.requestId(), language);
        response.setStatusCode(HttpStatusCode.valueOf(problem.kind().status()));
        fill(response.getHeaders(), problem, language, document.length);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        return response.writeWith(
                Mono.fromSupplier(() -> response.bufferFactory().wrap(document)));
    }

    private static void fill(HttpHeaders headers, Problem problem, Locale language, int length) {
        headers.clear();
        headers.setContentType(MEDIA_TYPE);
        headers.setContentLength(length);
        headers.setContentLanguage(language);
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE);
        headers.setCacheControl("no-store");
        headers.set(AnswerFields.PROXY_STATUS, ProblemDocument.proxyStatus(problem));
        @Nullable String challenge = ProblemDocument.challenge(problem);
        if (challenge != null) {
            headers.set(HttpHeaders.WWW_AUTHENTICATE, challenge);
        }
        if (problem instanceof RequestProblem.WrongMethod method) {
            headers.set(HttpHeaders.ALLOW, String.join(", ", sorted(method.allowed())));
        }
        if (problem instanceof RequestProblem.RangeNotSatisfiable range) {
            headers.set(HttpHeaders.CONTENT_RANGE, "bytes */" + range.length());
        }
        problem.retryAfter().ifPresent(seconds -> headers.set(HttpHeaders.RETRY_AFTER, Long.toString(seconds)));
        if (problem.told() instanceof TrafficProblem.LimitExceeded exceeded) {
            AnswerFields.tell(headers, exceeded.limit());
        }
    }

    private static Iterable<String> sorted(Set<String> values) {
        return values.stream().sorted().toList();
    }

    private static Problem problem(ServerWebExchange exchange, Throwable error) {
        if (error instanceof ProblemException known) {
            return known.problem();
        }
        LOG.error(
                "Request {} failed by a mistake of the gateway's own",
                Facts.of(exchange).requestId(),
                error);
        return new RequestProblem.Internal();
    }

    private static Mono<Void> abort(ServerHttpResponse response) {
        Object server = ServerHttpResponseDecorator.getNativeResponse(response);
        if (server instanceof HttpServerResponse netty) {
            netty.withConnection(DisposableChannel::dispose);
        }
        return Mono.empty();
    }
}
