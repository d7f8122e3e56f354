package org.palmgateway.gateway.cache;

import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.exchange.Disclosure;
import org.palmgateway.routes.model.CacheAudience;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Finds out whether a route's answers can be shared as it says. Of so many shared answers one is also asked for on behalf of the very caller
 * who got it, who is then introduced as on any other route. What else it sends is not shown: it could make up a difference. If it differs
 * from what was shared, the shared one is asked for anew, before and after: only what differs from both while these are the same is due to
 * who is calling, and not to the time.
 *
 * <p>Nobody waits for it, and it is bounded for each route and minute.
 */
final class SelfCheck {

    private static final Logger LOG = LoggerFactory.getLogger(SelfCheck.class);

    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Keeping keeping;
    private final Demotions demotions;
    private final Scheduler scheduler;
    private final Clock clock;

    /** A response as far as it is compared. */
    private record Compared(int status, @Nullable String type, ByteBuffer body) {

        static Compared of(StoredResponse stored) {
            return new Compared(stored.status(), stored.fields().first("Content-Type"), ByteBuffer.wrap(stored.body()));
        }

        Optional<String> difference(Compared other) {
            if (status != other.status) {
                return Optional.of("status");
            }
            if (!Objects.equals(type, other.type)) {
                return Optional.of("content-type");
            }
            return body.equals(other.body) ? Optional.empty() : Optional.of("content");
        }
    }

    /**
     * Makes it.
     *
     * @param keeping the cache
     * @param demotions where a route is put that shares too much
     * @param scheduler where that is written down
     */
    SelfCheck(Keeping keeping, Demotions demotions, Scheduler scheduler) {
        this.keeping = keeping;
        this.demotions = demotions;
        this.scheduler = scheduler;
        this.clock = keeping.clock();
    }

    /** Compares a shared answer if it is its turn. */
    void mayBeDue(Question question, StoredResponse given, DepartmentCall call, ServerHttpRequest request) {
        int every = question.policy().checkEvery();
        if (every == 0 || question.audience() == CacheAudience.USER) {
            return;
        }
        RouteRecords.OfRoute route = keeping.records().of(question);
        if (route.nextShared() % every == 0
                && route.budget().take(question.policy().checkBudget(), clock.millis())) {
            compare(question, Compared.of(given), call, request);
        }
    }

    private void compare(Question question, Compared given, DepartmentCall call, ServerHttpRequest request) {
        AskedRequest asked = AskedRequest.complete(request, question);
        Mono<Compared> own = ask(call, asked, Disclosure.CALLER);
        Mono<Compared> shared = ask(call, asked, question.disclosure());
        own.flatMap(theirs -> theirs.difference(given).isEmpty()
                        ? Mono.just("same")
                        : shared.flatMap(before -> ask(call, asked, Disclosure.CALLER)
                                .flatMap(again -> shared.map(after -> verdict(question, before, again, after)))))
                .onErrorReturn("failed")
                .subscribe(outcome -> keeping.meters()
                        .checked(question.facts().route().department().id(), outcome));
    }

    private String verdict(Question question, Compared before, Compared own, Compared after) {
        if (before.difference(after).isPresent()) {
            return "changing";
        }
        Optional<String> difference = own.difference(before);
        if (difference.isEmpty()) {
            return "changed";
        }
        demote(question, difference.get());
        return "different";
    }

    private void demote(Question question, String difference) {
        String route = question.key().route();
        Demotion demotion = new Demotion(
                route, clock.instant(), difference, question.facts().requestId());
        if (!demotions.add(demotion)) {
            return;
        }
        LOG.warn(
                "Route {} says that its answers may be shared ({}), but another caller would have got another one ({}, request {}): they are"
                        + " shared with nobody until an operator lifts that",
                route,
                question.audience().word(),
                difference,
                demotion.requestId());
        try {
            scheduler.schedule(() -> settle(route));
        } catch (RejectedExecutionException e) {
            LOG.error("That route {} shares too much could not be written down, and will be forgotten", route, e);
        }
    }

    /** Nobody asks for what is shared any more since the route was added; what is left of it, and still comes, is let go. */
    private void settle(String route) {
        keeping.flights().invalidate(key -> key.route().equals(route));
        keeping.store().scan((key, resource) -> key.route().equals(route));
        try {
            demotions.save();
        } catch (UncheckedIOException e) {
            LOG.error("That route {} shares too much could not be written down, and will be forgotten", route, e);
        }
    }

    private Mono<Compared> ask(DepartmentCall call, AskedRequest asked, Disclosure disclosure) {
        return call.fetch(asked, disclosure).flatMap(this::whole);
    }

    private Mono<Compared> whole(Fetched fetched) {
        if (fetched.status() >= 500) {
            fetched.body().giveUp();
            return Mono.error(new IllegalStateException("The department failed."));
        }
        return DataBufferUtils.join(fetched.body().take(LONGEST), (int) keeping.longest())
                .map(SelfCheck::octets)
                .defaultIfEmpty(ByteBuffer.allocate(0))
                .map(body -> new Compared(fetched.status(), fetched.fields().first("Content-Type"), body));
    }

    private static ByteBuffer octets(DataBuffer buffer) {
        byte[] octets = new byte[buffer.readableByteCount()];
        buffer.read(octets);
        DataBufferUtils.release(buffer);
        return ByteBuffer.wrap(octets);
    }
}
