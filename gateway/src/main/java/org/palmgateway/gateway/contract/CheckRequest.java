package org.palmgateway.gateway.contract;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.call.KeptBody;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.Problem;
import org.palmgateway.gateway.problem.ProblemDocument;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.settings.ContractSettings;
import org.palmgateway.routes.contract.RequestContract;
import org.palmgateway.routes.contract.RequestFacts;
import org.palmgateway.routes.contract.Violation;
import org.palmgateway.routes.model.ContractUse;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.cloud.gateway.filter.GlobalFilter;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Refuses requests that are not as the contract of their route says. It comes after the steps, so that nobody learns of a contract who may not
 * call, and before the cache: what a department would not see is not answered in its place either.
 */
public final class CheckRequest implements GlobalFilter {

    /** Checking as much takes about as long as anything else that is done with a request. */
    private static final int SHORT = 8 * 1024;

    private final int most;
    private final ProblemDocument documents;
    private final Scheduler work;

    /**
     * Makes the filter.
     *
     * @param settings how long bodies may be
     * @param documents knows the language of a caller
     * @param work where long bodies are checked
     */
    public CheckRequest(ContractSettings settings, ProblemDocument documents, Scheduler work) {
        this.most = Math.toIntExact(settings.maximumBody().toBytes());
        this.documents = documents;
        this.work = work;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, GatewayFilterChain chain) {
        Facts facts = Facts.of(exchange);
        @Nullable ContractUse use = facts.route().route().contract();
        @Nullable RequestContract contract = use == null ? null : use.requests();
        if (contract == null) {
            return chain.filter(exchange);
        }
        ServerHttpRequest request = exchange.getRequest();
        HttpHeaders headers = request.getHeaders();
        boolean hasBody = headers.getContentLength() > 0 || headers.containsHeader(HttpHeaders.TRANSFER_ENCODING);
        if (!hasBody || !contract.readsBody(contentType(headers))) {
            List<Violation> violations = contract.check(facts(facts, request, hasBody, null), language(headers));
            return violations.isEmpty() ? chain.filter(exchange) : Mono.error(refused(violations));
        }
        if (headers.containsHeader(HttpHeaders.CONTENT_ENCODING)) {
            return Mono.error(new ProblemException(new RequestProblem.MalformedRequest("body-coded")));
        }
        if (headers.getContentLength() > most) {
            return Mono.error(new ProblemException(new ComposeProblem.BodyTooLarge(most)));
        }
        return KeptBody.of(request, most)
                .onErrorMap(
                        DataBufferLimitException.class,
                        tooLarge -> new ProblemException(new ComposeProblem.BodyTooLarge(most)))
                .flatMap(read -> checked(contract, facts, read)
                        .flatMap(violations -> violations.isEmpty()
                                ? chain.filter(exchange.mutate().request(read).build())
                                : Mono.error(refused(violations))));
    }

    /** An event loop has others to serve, so that long bodies go elsewhere; at once also when too much else is waiting there. */
    private Mono<List<Violation>> checked(RequestContract contract, Facts facts, KeptBody read) {
        ByteBuffer octets = read.octets();
        Mono<List<Violation>> check = Mono.fromCallable(
                () -> contract.check(facts(facts, read, octets.hasRemaining(), octets), language(read.getHeaders())));
        return octets.remaining() <= SHORT
                ? check
                : check.subscribeOn(work).onErrorResume(RejectedExecutionException.class, full -> check);
    }

    private Locale language(HttpHeaders headers) {
        return documents.language(headers.getFirst(HttpHeaders.ACCEPT_LANGUAGE));
    }

    private static String contentType(HttpHeaders headers) {
        List<String> types = headers.getOrEmpty(HttpHeaders.CONTENT_TYPE);
        return types.size() == 1 ? types.get(0) : "";
    }

    private static RequestFacts facts(
            Facts facts, ServerHttpRequest request, boolean hasBody, @Nullable ByteBuffer octets) {
        Map<String, List<String>> query = new HashMap<>();
        request.getQueryParams()
                .forEach((name, values) -> query.put(
                        name,
                        values.stream().map(value -> value == null ? "" : value).toList()));
        Map<String, List<String>> fields = new HashMap<>();
        request.getHeaders()
                .headerSet()
                .forEach(field -> fields.put(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        Map<String, String> path = facts.route().route().pattern().variables(facts.normalPath());
        return new RequestFacts(path, query, fields, hasBody, octets);
    }

    private static ProblemException refused(List<Violation> violations) {
        return new ProblemException(new RequestProblem.RequestInvalid(violations.stream()
                .map(violation -> new Problem.Mistake(violation.pointer(), violation.message()))
                .toList()));
    }
}
