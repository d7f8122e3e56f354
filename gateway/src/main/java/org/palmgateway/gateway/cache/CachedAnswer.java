package org.palmgateway.gateway.cache;

import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.palmgateway.gateway.cache.coding.Coding;
import org.palmgateway.gateway.cache.coding.EntityTag;
import org.palmgateway.gateway.cache.rule.ByteRange;
import org.palmgateway.gateway.cache.rule.Conditions;
import org.palmgateway.gateway.cache.rule.EntityTags;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives a caller a stored response: whole, in the coding it likes best, a part of it, or that it has it already. */
final class CachedAnswer {

    private static final int OK = 200;
    private static final int PARTIAL_CONTENT = 206;
    private static final int NOT_MODIFIED = 304;

    /** Not sent with 304 (RFC 9110 §15.4.5). */
    private static final Set<String> OF_THE_CONTENT = Set.of(
            "content-type",
            "content-length",
            "content-encoding",
            "content-language",
            "content-range",
            "content-digest",
            "repr-digest");

    /** Right for the octets of one form only (RFC 9530). */
    private static final List<String> DIGESTS = List.of("Content-Digest", "Repr-Digest", "Digest", "Content-MD5");

    private final Encodings encodings;
    private final CacheMeters meters;
    private final Clock clock;

    CachedAnswer(Encodings encodings, CacheMeters meters, Clock clock) {
        this.encodings = encodings;
        this.meters = meters;
        this.clock = clock;
    }

    /** Answers. */
    Mono<Void> give(ServerWebExchange exchange, Question question, StoredResponse response, CacheStatus status) {
        ServerHttpResponse out = exchange.getResponse();
        HttpHeaders headers = out.getHeaders();
        boolean encodable = response.isEncodable();
        @Nullable String tag = response.validators().entityTag();
        boolean conditional = response.status() == OK && Conditions.any(question.asked());
        @Nullable String theirs = conditional && tag != null ? known(question.asked(), tag, encodable) : null;
        Predicate<String> isItsTag = each -> each.equals(theirs);
        if (conditional
                && Conditions.notModified(
                        question.asked(),
                        isItsTag,
                        tag != null,
                        response.fields(),
                        response.times().received())) {
            response.shown().without(OF_THE_CONTENT::contains).addTo(headers);
            if (theirs != null) {
                headers.set(HttpHeaders.ETAG, theirs);
            }
            complete(headers, response, encodable, status);
            out.setStatusCode(HttpStatusCode.valueOf(NOT_MODIFIED));
            return out.setComplete();
        }
        response.shown().addTo(headers);
        complete(headers, response, encodable, status);
        return whole(exchange, question, response, encodable);
    }

    private Mono<Void> whole(
            ServerWebExchange exchange, Question question, StoredResponse response, boolean encodable) {
        Optional<ByteRange> range = rangeOf(exchange, question, response);
        if (range.isPresent()) {
            return part(exchange, question, response, range.get());
        }
        Encodings.Form form = encodable && !question.control().noTransform()
                ? encodings.choose(question, response)
                : new Encodings.Form(null, response.body());
        if (form.coding() != null) {
            encoded(exchange.getResponse().getHeaders(), form.coding());
        }
        return send(exchange, question, response.status(), form.octets(), 0, form.octets().length);
    }

    private static Optional<ByteRange> rangeOf(ServerWebExchange exchange, Question question, StoredResponse response) {
        HttpHeaders asked = question.asked();
        boolean wanted = response.status() == OK
                && HttpMethod.GET.equals(exchange.getRequest().getMethod())
                && asked.containsHeader(HttpHeaders.RANGE)
                && Conditions.rangeApplies(asked, response.fields());
        return wanted ? ByteRange.of(asked.getOrEmpty(HttpHeaders.RANGE), response.body().length) : Optional.empty();
    }

    /** Parts are those of the unencoded form. */
    private Mono<Void> part(ServerWebExchange exchange, Question question, StoredResponse response, ByteRange range) {
        long length = response.body().length;
        if (!(range instanceof ByteRange.Part part)) {
            return Mono.error(new ProblemException(new RequestProblem.RangeNotSatisfiable(length)));
        }
        HttpHeaders headers = exchange.getResponse().getHeaders();
        headers.set(HttpHeaders.CONTENT_RANGE, part.of(length));
        headers.remove("Content-Digest");
        headers.remove("Content-MD5");
        return send(exchange, question, PARTIAL_CONTENT, response.body(), (int) part.first(), (int) part.length());
    }

    private Mono<Void> send(
            ServerWebExchange exchange, Question question, int status, byte[] octets, int from, int length) {
        ServerHttpResponse out = exchange.getResponse();
        out.setStatusCode(HttpStatusCode.valueOf(status));
        if (status != 204) {
            out.getHeaders().setContentLength(length);
        }
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod()) || length == 0) {
            return out.setComplete();
        }
        meters.given(question, length);
        ByteBuffer sent = ByteBuffer.wrap(octets, from, length).slice();
        return out.writeWith(Mono.fromSupplier(() -> DefaultDataBufferFactory.sharedInstance.wrap(sent)));
    }

    private void complete(HttpHeaders headers, StoredResponse response, boolean encodable, CacheStatus status) {
        headers.set(
                HttpHeaders.AGE,
                Long.toString(response.times().ageAt(clock.instant()).toSeconds()));
        if (encodable) {
            varyByEncoding(headers);
        }
        headers.add(CacheStatus.FIELD, status.value());
    }

    /** What a department says to the cache is not for callers. */
    static boolean isOurs(String name) {
        return name.equals("cache-tag");
    }

    /** Tells caches on the way to the caller that it could have been another coding (RFC 9110 §12.5.5). */
    static void varyByEncoding(HttpHeaders headers) {
        List<String> vary = headers.getOrEmpty(HttpHeaders.VARY);
        String all = String.join(",", vary).toLowerCase(Locale.ROOT);
        if (!all.contains("accept-encoding") && !all.contains("*")) {
            headers.add(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING);
        }
    }

    private static void encoded(HttpHeaders headers, Coding coding) {
        headers.set(HttpHeaders.CONTENT_ENCODING, coding.token());
        headers.remove(HttpHeaders.ACCEPT_RANGES);
        DIGESTS.forEach(headers::remove);
        @Nullable String tag = headers.getFirst(HttpHeaders.ETAG);
        if (tag != null) {
            headers.set(HttpHeaders.ETAG, EntityTag.encoded(tag, coding));
        }
    }

    /** Returns the tag of a form of the response that the caller has; null when it has none. */
    private static @Nullable String known(HttpHeaders asked, String tag, boolean encodable) {
        for (String theirs : EntityTags.list(asked.getOrEmpty(HttpHeaders.IF_NONE_MATCH))) {
            boolean plain = EntityTags.weaklyEqual(theirs, tag);
            if (plain || (encodable && EntityTags.weaklyEqual(EntityTag.unencoded(theirs), tag))) {
                return theirs;
            }
        }
        return null;
    }
}
