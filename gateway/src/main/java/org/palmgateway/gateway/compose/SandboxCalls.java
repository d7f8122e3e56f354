package org.palmgateway.gateway.compose;

import io.netty.channel.ChannelOption;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.passport.Passports;
import org.palmgateway.auth.passport.Recipient;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.edge.Caller;
import org.palmgateway.gateway.edge.DepartmentFields;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.forward.DepartmentFailures;
import org.palmgateway.gateway.forward.Introduction;
import org.palmgateway.gateway.forward.Reservation;
import org.palmgateway.gateway.problem.ComposeProblem;
import org.palmgateway.gateway.problem.ProblemException;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.protect.Deadline;
import org.palmgateway.routes.compose.Format;
import org.palmgateway.routes.model.Audience;
import org.palmgateway.routes.model.Department;
import org.palmgateway.routes.model.Department.PassportKind;
import org.palmgateway.routes.model.Route;
import org.palmgateway.routes.model.Timeouts;
import org.springframework.core.io.buffer.DefaultDataBufferFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import reactor.core.publisher.Mono;
import reactor.netty.ByteBufFlux;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.client.HttpClientResponse;

/**
 * Sends the requests of branches to the sandbox, and keeps what was sent. It knows no other address than the sandbox's, so that no
 * department can be reached by it. There is no cache and no second attempt. For one dry run; any thread.
 */
final class SandboxCalls implements BranchCalls {

    private static final String PASSPORT = "Palm-Passport";
    private static final int MOST_SHOWN = 100;

    private final HttpClient client;
    private final String base;
    private final Passports passports;
    private final ServerHttpRequest caller;
    private final Room room;
    private final DepartmentFailures failures = new DepartmentFailures();
    private final Queue<SentRequest> requests = new ConcurrentLinkedQueue<>();
    private final AtomicInteger sent = new AtomicInteger();

    /**
     * Makes it.
     *
     * @param client sends requests; must not follow redirects
     * @param sandbox where departments are acted, each below its id
     * @param passports mints passports
     * @param caller the request of the whole call
     * @param room how many octets the answers may have
     */
    SandboxCalls(HttpClient client, URI sandbox, Passports passports, ServerHttpRequest caller, Room room) {
        String address = sandbox.toString();
        // A request that was sent twice behind our back would not be among those that are shown.
        this.client = client.followRedirect(false).disableRetry(true);
        this.base = address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        this.passports = passports;
        this.caller = caller;
        this.room = room;
    }

    /** Returns how many requests were sent so far. */
    int sent() {
        return sent.get();
    }

    /** Returns the first requests that were sent, in their order. */
    List<SentRequest> requests() {
        return List.copyOf(requests);
    }

    @Override
    public long received() {
        return room.taken();
    }

    @Override
    public Mono<Received> fromTheCache(BranchRequest request, Format format, Facts facts) {
        return Mono.error(new ProblemException(new RequestProblem.NotCached()));
    }

    @Override
    public Mono<Received> send(BranchRequest request, Format format, Facts facts, @Nullable Reservation place) {
        return Mono.defer(() -> {
            String department = facts.route().department().id();
            Duration left = deadline(facts).timeLeft(System.nanoTime());
            if (left.isZero()) {
                return Mono.error(outOfTime(department));
            }
            HttpHeaders fields = fields(request, format, facts, left);
            String address = address(request, facts);
            keep(request, address, fields);
            return sent(request, address, fields, facts).timeout(left, Mono.error(() -> outOfTime(department)));
        });
    }

    private static Deadline deadline(Facts facts) {
        return Deadline.of(
                facts.started(),
                facts.appliedPolicy().deadline(),
                facts.route().route().timeouts().response(),
                Objects.requireNonNull(facts.part()).within());
    }

    private static ProblemException outOfTime(String department) {
        return new ProblemException(new TrafficProblem.DeadlineExceeded(department));
    }

    private String address(BranchRequest request, Facts facts) {
        Route route = facts.route().route();
        String path = facts.route().upstreamPath(facts.canary()).expand(route.pattern(), facts.normalPath());
        String query = request.query() == null ? "" : '?' + request.query();
        return base + '/' + facts.route().department().id() + path + query;
    }

    /** The fields that the department would get, with who is calling as far as a passport says it. */
    private HttpHeaders fields(BranchRequest request, Format format, Facts facts, Duration left) {
        HttpHeaders fields = DepartmentFields.of(
                new InnerRequest(caller, request, format), facts, new Caller(facts.address(), false));
        fields.remove(HttpHeaders.HOST);
        fields.set("Palm-Time-Left", Long.toString(left.toMillis()));
        Department department = facts.route().department();
        @Nullable Principal principal = facts.principal();
        boolean introduced = facts.route().route().access().audience() != Audience.PUBLIC
                && department.passport() == PassportKind.SIGNED;
        if (principal != null && introduced) {
            fields.set(
                    PASSPORT, passports.passport(principal, actor(department)).token());
        }
        return fields;
    }

    /** Whoever acts a department must not be able to show its passports to the department itself. */
    private static Recipient actor(Department department) {
        Recipient recipient = Introduction.recipient(department);
        return new Recipient("sandbox:" + recipient.department(), recipient.realSubject(), recipient.claims());
    }

    private void keep(BranchRequest request, String address, HttpHeaders fields) {
        if (sent.incrementAndGet() > MOST_SHOWN) {
            return;
        }
        Map<String, List<String>> shown = new LinkedHashMap<>();
        fields.forEach((name, values) -> {
            if (!name.equalsIgnoreCase(PASSPORT)) {
                shown.put(name, List.copyOf(values));
            }
        });
        @Nullable Content content = request.content();
        @Nullable String body = content == null ? null : new String(content.octets(), StandardCharsets.UTF_8);
        requests.add(new SentRequest(request.branch(), request.method(), address, shown, body));
    }

    private Mono<Received> sent(BranchRequest request, String address, HttpHeaders fields, Facts facts) {
        String department = facts.route().department().id();
        Timeouts timeouts = facts.route().route().timeouts();
        HttpClient.RequestSender sender = client.option(
                        ChannelOption.CONNECT_TIMEOUT_MILLIS,
                        Math.toIntExact(timeouts.connect().toMillis()))
                .responseTimeout(timeouts.firstByte())
                .headers(all -> fields.forEach((name, values) -> all.set(name, values)))
                .request(io.netty.handler.codec.http.HttpMethod.valueOf(request.method()))
                .uri(address);
        @Nullable Content content = request.content();
        HttpClient.ResponseReceiver<?> receiver =
                content == null ? sender : sender.send((head, out) -> out.sendByteArray(Mono.just(content.octets())));
        return receiver.response((head, body) -> read(department, head, body))
                .single()
                .onErrorMap(error -> failures.problem(error, department));
    }

    private Mono<Received> read(String department, HttpClientResponse head, ByteBufFlux body) {
        HttpHeaders headers = new HttpHeaders();
        head.responseHeaders().forEach(field -> headers.add(field.getKey(), field.getValue()));
        // Nobody but the gateway's own cache may say that an answer comes from there.
        headers.remove("Cache-Status");
        @Nullable String type = headers.getFirst(HttpHeaders.CONTENT_TYPE);
        Octets octets = new Octets(-1);
        return body.asByteArray()
                .doOnNext(piece -> {
                    if (octets.size() + piece.length > room.ofOne() || !room.take(piece.length)) {
                        throw new ProblemException(new ComposeProblem.Unreadable(department, "too-large"));
                    }
                    octets.add(DefaultDataBufferFactory.sharedInstance.wrap(piece));
                })
                .then(Mono.fromSupplier(() -> new Received(
                        head.status().code(), headers, new Content(octets.all(), type == null ? "" : type))));
    }
}
