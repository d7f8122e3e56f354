package org.palmgateway.gateway.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.CacheStatus.Forwarded;
import org.palmgateway.gateway.cache.rule.Conditions;
import org.palmgateway.gateway.cache.rule.Reuse;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.springframework.cloud.gateway.filter.GatewayFilterChain;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** One request at the cache. */
final class Asking {

    /** By these a department may choose a representation, as long as it has not said by which it does. */
    private static final Set<String> NEGOTIATION = Set.of("accept", "accept-language", "accept-encoding");

    /** In the place of these a stale response may be given (RFC 5861 §4). */
    private static final Set<Integer> FAILURES = Set.of(500, 502, 503, 504);

    private final ResponseCache cache;
    private final ServerWebExchange exchange;
    private final GatewayFilterChain chain;
    private final Question question;
    private final ServerHttpRequest request;

    Asking(ResponseCache cache, ServerWebExchange exchange, GatewayFilterChain chain, Question question) {
        this.cache = cache;
        this.exchange = exchange;
        this.chain = chain;
        this.question = question;
        this.request = exchange.getRequest();
    }

    Mono<Void> answer() {
        if (Conditions.areForTheDepartment(question.asked())) {
            return pass(Forwarded.BYPASS);
        }
        @Nullable StoredResponse stored = cache.keeping().store().find(question);
        return stored == null ? missing() : stored(stored);
    }

    private Mono<Void> stored(StoredResponse stored) {
        Reuse reuse = stored.reuse(question.control(), question.policy(), question.at());
        if (reuse instanceof Reuse.Fresh fresh) {
            cache.selfCheck().mayBeDue(question, stored, call(), request);
            return give(stored, CacheStatus.hit(fresh.left()), CacheOutcome.HIT);
        }
        if (reuse instanceof Reuse.StaleAccepted) {
            return give(stored, CacheStatus.stale("max-stale"), CacheOutcome.STALE);
        }
        if (reuse instanceof Reuse.StaleMeanwhile) {
            refresh(stored);
            return give(stored, CacheStatus.stale("stale-while-revalidate"), CacheOutcome.STALE);
        }
        Reuse.Validate validate = (Reuse.Validate) reuse;
        Forwarded why = validate.stale() ? Forwarded.STALE : Forwarded.REQUEST;
        if (question.control().onlyIfCached()) {
            return notCached();
        }
        if (isHead()) {
            return head(stored, why);
        }
        if (question.control().noStore()) {
            return pass(why);
        }
        return fetch(stored, why, validate.usableOnError() ? stored : null);
    }

    private Mono<Void> missing() {
        if (question.control().onlyIfCached()) {
            return notCached();
        }
        if (isHead()) {
            return pass(Forwarded.METHOD);
        }
        if (question.asked().containsHeader(HttpHeaders.RANGE)) {
            return pass(Forwarded.PARTIAL);
        }
        boolean marked = cache.keeping().marks().isMarked(question.key());
        if (question.control().noStore() || (marked && Conditions.any(question.asked()))) {
            return pass(Forwarded.URI_MISS);
        }
        Forwarded why = cache.keeping().store().selectingNames(question.key()) == null
                ? Forwarded.URI_MISS
                : Forwarded.VARY_MISS;
        return marked ? lead(begin(null), why, null) : fetch(null, why, null);
    }

    private boolean isHead() {
        return HttpMethod.HEAD.equals(request.getMethod());
    }

    private Mono<Void> notCached() {
        return Mono.error(new ProblemException(new RequestProblem.NotCached()));
    }

    private DepartmentCall call() {
        return new DepartmentCall(exchange, chain);
    }

    private Mono<Void> give(StoredResponse stored, CacheStatus status, CacheOutcome outcome) {
        note(outcome);
        return cache.answers().give(exchange, question, stored, status);
    }

    private void note(CacheOutcome outcome) {
        cache.keeping().meters().answered(question, outcome);
        cache.keeping().records().answered(question, outcome);
    }

    private Flight.Name name() {
        @Nullable Set<String> known = cache.keeping().store().selectingNames(question.key());
        return new Flight.Name(
                question.key(),
                question.selection(known == null ? NEGOTIATION : known),
                question.control().noCache());
    }

    /** Begins a call that nobody else waits for. */
    private Flight begin(@Nullable StoredResponse stored) {
        Flight flight = new Flight(name());
        cache.keeping().flights().begin(flight);
        new Fetch(cache.keeping(), flight, question, call(), request, stored).begin();
        return flight;
    }

    /** Refreshes what is stored, unless that is under way. */
    private void refresh(StoredResponse stored) {
        Flight mine = new Flight(name());
        if (cache.keeping().flights().join(mine) == mine) {
            mine.leave();
            new Fetch(cache.keeping(), mine, question, call(), request, stored).begin();
        }
    }

    private Mono<Void> fetch(@Nullable StoredResponse stored, Forwarded why, @Nullable StoredResponse onError) {
        Flight mine = new Flight(name());
        Flight flight = cache.keeping().flights().join(mine);
        if (flight != mine) {
            return follow(flight, stored, why, onError);
        }
        new Fetch(cache.keeping(), mine, question, call(), request, stored).begin();
        return lead(mine, why, onError);
    }

    private Mono<Void> lead(Flight flight, Forwarded why, @Nullable StoredResponse onError) {
        return flight.landing()
                .timeout(timeLeft())
                .onErrorMap(TimeoutException.class, late -> outOfTime())
                .flatMap(landing -> landed(landing, why, onError))
                // However it ended: what was not taken of the answer is let go.
                .doFinally(signal -> flight.leave())
                .onErrorResume(error -> instead(error, onError));
    }

    private Mono<Void> landed(Landing landing, Forwarded why, @Nullable StoredResponse onError) {
        if (landing instanceof Landing.Confirmed confirmed) {
            note(CacheOutcome.REVALIDATED);
            return cache.answers()
                    .give(
                            exchange,
                            question,
                            confirmed.response(),
                            CacheStatus.forwarded(why, 304, confirmed.stored()));
        }
        if (landing instanceof Landing.Streaming streaming) {
            note(CacheOutcome.MISS);
            int status = streaming.fetched().status();
            return StreamedAnswer.kept(exchange, question, streaming, CacheStatus.forwarded(why, status, true));
        }
        Landing.Passing passing = (Landing.Passing) landing;
        int status = passing.fetched().status();
        if (onError != null && FAILURES.contains(status)) {
            passing.fetched().body().giveUp();
            return give(onError, CacheStatus.stale("stale-if-error"), CacheOutcome.STALE);
        }
        note(CacheOutcome.MISS);
        String detail = CacheMeters.word(passing.why());
        return StreamedAnswer.passing(exchange, question, passing, CacheStatus.forwarded(why, status, detail));
    }

    private Mono<Void> follow(
            Flight flight, @Nullable StoredResponse stored, Forwarded why, @Nullable StoredResponse onError) {
        return flight.end()
                .timeout(timeLeft())
                .onErrorMap(TimeoutException.class, late -> outOfTime())
                .flatMap(ended -> followed(ended ? newer() : null, stored, why, onError))
                .onErrorResume(error -> instead(error, onError));
    }

    private Mono<Void> followed(
            @Nullable StoredResponse newer,
            @Nullable StoredResponse stored,
            Forwarded why,
            @Nullable StoredResponse onError) {
        // Whoever cannot use what another one brought goes on by itself, and waits for nobody else.
        return newer == null
                ? lead(begin(stored), why, onError)
                : give(newer, CacheStatus.collapsed(why), CacheOutcome.COALESCED);
    }

    /** Returns what is stored now, if it may be given without being validated; a response that came after this request is as new as can be. */
    private @Nullable StoredResponse newer() {
        @Nullable StoredResponse newer = cache.keeping().store().find(question);
        if (newer == null) {
            return null;
        }
        boolean afterwards = !newer.times().received().isBefore(question.at());
        Question asked = afterwards ? question.contented() : question;
        return newer.reuse(
                                asked.control(),
                                asked.policy(),
                                cache.keeping().clock().instant())
                        instanceof Reuse.Fresh
                ? newer
                : null;
    }

    private Duration timeLeft() {
        return question.deadline().timeLeft(System.nanoTime());
    }

    private ProblemException outOfTime() {
        return new ProblemException(new TrafficProblem.DeadlineExceeded(
                question.facts().route().department().id()));
    }

    /** Gives the stale response in the place of a failure of the department, if that is allowed. */
    private Mono<Void> instead(Throwable error, @Nullable StoredResponse onError) {
        boolean ofDepartment = error instanceof ProblemException problem && problem.problem() instanceof TrafficProblem;
        return onError != null && ofDepartment && !exchange.getResponse().isCommitted()
                ? give(onError, CacheStatus.stale("stale-if-error"), CacheOutcome.STALE)
                : Mono.error(error);
    }

    /** Lets the request go to its department, which is told as little of the caller as for an answer that is kept. */
    private Mono<Void> pass(Forwarded why) {
        note(CacheOutcome.PASS);
        question.disclosure().keepIn(exchange);
        exchange.getResponse().beforeCommit(() -> {
            if (isOfThisRoute()) {
                HttpHeaders headers = exchange.getResponse().getHeaders();
                headers.remove("Cache-Tag");
                headers.add(CacheStatus.FIELD, CacheStatus.passed(why).value());
            }
            return Mono.empty();
        });
        return chain.filter(exchange.mutate()
                .request(AskedRequest.passing(request, question))
                .build());
    }

    /** Tells whether the answer comes by the route that was asked for, and not by that of a region further up. */
    private boolean isOfThisRoute() {
        return Facts.of(exchange).route().route().id().equals(question.key().route());
    }

    private int status() {
        return Optional.ofNullable(exchange.getResponse().getStatusCode())
                .map(code -> code.value())
                .orElse(200);
    }

    /** RFC 9111 §4.3.5: what HEAD says of a stored response to GET brings it up to date, or out of it. */
    private Mono<Void> head(StoredResponse stored, Forwarded why) {
        exchange.getResponse().beforeCommit(() -> {
            if (isOfThisRoute()) {
                cache.headSeen(
                        question, stored, status(), exchange.getResponse().getHeaders());
            }
            return Mono.empty();
        });
        return pass(why);
    }
}
