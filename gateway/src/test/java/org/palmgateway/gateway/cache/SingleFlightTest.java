package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.RawConnection;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.DisposableChannel;

class SingleFlightTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static CachedProvince province;

    @BeforeAll
    static void start() {
        // Nothing is retried or shed here, so that calls can be counted.
        province = new CachedProvince(
                directory,
                "retry: { attempts: 1 }, breaker: { minimum-calls: 10000, window: 10000 }, concurrency: { initial: 2000 }");
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    private static List<CompletableFuture<HttpResponse<String>>> atOnce(int callers, String path, String... fields) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(province.gateway.uri(path)).timeout(SOON);
        if (fields.length > 0) {
            request.headers(fields);
        }
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            answers.add(province.gateway.client().sendAsync(request.build(), BodyHandlers.ofString()));
        }
        return answers;
    }

    /** Says that a path is answered when the test says so, with how many requests there are. */
    private static Sinks.One<String> answeredLater(String path, String control, AtomicInteger waiting) {
        Sinks.One<String> answer = Sinks.one();
        province.on(path, (request, response) -> {
            waiting.incrementAndGet();
            return response.header("Cache-Control", control).sendString(answer.asMono());
        });
        return answer;
    }

    @Test
    void section4_fiveHundredMissesAtOnceMakeOneCall() {
        AtomicInteger waiting = new AtomicInteger();
        Sinks.One<String> answer = answeredLater("/open/many", "max-age=60", waiting);

        List<CompletableFuture<HttpResponse<String>>> answers = atOnce(500, "/open/many");
        assertThat(becomes(SOON, () -> waiting.get() >= 1)).isTrue();
        answer.tryEmitValue("one");

        List<HttpResponse<String>> given =
                answers.stream().map(CompletableFuture::join).toList();
        assertThat(given).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(given).extracting(HttpResponse::body).containsOnly("one");
        assertThat(given.stream().filter(each -> status(each).contains("stored")))
                .hasSize(1);
        assertThat(waiting).hasValue(1);
    }

    @Test
    void section4_answerThatIsNotKeptServesNobodyElseAndHoldsNobodyUp() {
        AtomicInteger waiting = new AtomicInteger();
        province.on("/open/unkept", (request, response) -> {
            int turn = waiting.incrementAndGet();
            Mono<String> body = Mono.just("for " + turn);
            // The second one comes only when all the others have been asked for: were they asked for in turn, it never
            // would.
            return response.header("Cache-Control", "no-store")
                    .sendString(turn == 1 ? body.delayElement(Duration.ofMillis(300)) : all(waiting, 20, body));
        });

        List<HttpResponse<String>> given =
                atOnce(20, "/open/unkept").stream().map(CompletableFuture::join).toList();

        assertThat(given).extracting(HttpResponse::statusCode).containsOnly(200);
        assertThat(given).extracting(HttpResponse::body).doesNotHaveDuplicates();
        assertThat(waiting).hasValue(20);
    }

    private static Mono<String> all(AtomicInteger waiting, int callers, Mono<String> body) {
        return Flux.interval(Duration.ofMillis(5))
                .filter(tick -> waiting.get() >= callers)
                .next()
                .then(body);
    }

    @Test
    void callThatFailsFailsOnlyTheOneWhoBeganIt() {
        AtomicInteger calls = new AtomicInteger();
        Sinks.One<String> first = Sinks.one();
        province.on("/open/failing", (request, response) -> {
            if (calls.incrementAndGet() == 1) {
                return first.asMono()
                        .then(Mono.fromRunnable(() -> response.withConnection(DisposableChannel::dispose)));
            }
            return response.header("Cache-Control", "max-age=60").sendString(Mono.just("well"));
        });

        List<CompletableFuture<HttpResponse<String>>> answers = atOnce(1, "/open/failing");
        assertThat(becomes(SOON, () -> calls.get() == 1)).isTrue();
        answers.addAll(atOnce(10, "/open/failing"));
        nobodyElseAsks(calls);
        first.tryEmitValue("");

        List<Integer> statuses =
                answers.stream().map(each -> each.join().statusCode()).toList();
        assertThat(statuses.get(0)).isEqualTo(502);
        assertThat(statuses.subList(1, 11)).containsOnly(200);
    }

    /** Gives those who have been sent time to arrive, and sees that they wait. */
    private static void nobodyElseAsks(AtomicInteger calls) {
        assertThat(becomes(Duration.ofMillis(300), () -> calls.get() > 1)).isFalse();
    }

    @Test
    void whoeverWaitsIsHeldToItsOwnTime() {
        AtomicInteger waiting = new AtomicInteger();
        Sinks.One<String> answer = answeredLater("/open/late", "max-age=60", waiting);
        List<CompletableFuture<HttpResponse<String>>> patient = atOnce(1, "/open/late");
        assertThat(becomes(SOON, () -> waiting.get() == 1)).isTrue();

        HttpResponse<String> hasty =
                atOnce(1, "/open/late", "Prefer", "wait=1").get(0).join();
        answer.tryEmitValue("late");

        assertThat(hasty.statusCode()).isEqualTo(504);
        assertThat(hasty.body()).contains("\"code\":\"deadline-exceeded\"");
        assertThat(patient.get(0).join().body()).isEqualTo("late");
        assertThat(waiting).hasValue(1);
    }

    @Test
    void shortTimeOfTheOneWhoBeganTheCallIsNotThatOfTheOthers() {
        AtomicInteger waiting = new AtomicInteger();
        Sinks.One<String> answer = answeredLater("/open/hasty-first", "max-age=60", waiting);
        List<CompletableFuture<HttpResponse<String>>> hasty = atOnce(1, "/open/hasty-first", "Prefer", "wait=1");
        assertThat(becomes(SOON, () -> waiting.get() == 1)).isTrue();
        List<CompletableFuture<HttpResponse<String>>> patient = atOnce(5, "/open/hasty-first");

        assertThat(hasty.get(0).join().statusCode()).isEqualTo(504);
        answer.tryEmitValue("late");

        assertThat(patient.stream().map(each -> each.join().body())).containsOnly("late");
        assertThat(waiting).hasValue(1);
    }

    @Test
    void whoBeganTheCallMayLeaveWithoutTheOthersNoticing() throws Exception {
        AtomicInteger waiting = new AtomicInteger();
        Sinks.One<String> answer = answeredLater("/open/left", "max-age=60", waiting);
        List<CompletableFuture<HttpResponse<String>>> patient;
        try (RawConnection leaving = new RawConnection(province.gateway.port())) {
            leaving.send("GET /open/left HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(becomes(SOON, () -> waiting.get() == 1)).isTrue();
            patient = atOnce(5, "/open/left");
            nobodyElseAsks(waiting);
        }

        answer.tryEmitValue("kept");

        assertThat(patient.stream().map(each -> each.join().body())).containsOnly("kept");
        assertThat(waiting).hasValue(1);
        assertThat(status(province.get("/open/left"))).startsWith("palm; hit");
    }

    @Test
    void callerThatReadsSlowlyHoldsNobodyUp() throws Exception {
        String megabyte = "0123456789abcdef".repeat(60_000);
        AtomicInteger calls = new AtomicInteger();
        province.on("/open/large", (request, response) -> {
            calls.incrementAndGet();
            return response.header("Cache-Control", "max-age=60")
                    .sendString(Flux.just(megabyte).repeat(0));
        });
        try (RawConnection slow = new RawConnection(province.gateway.port())) {
            // Asks, and reads nothing of the answer.
            slow.send("GET /open/large HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(becomes(SOON, () -> calls.get() == 1)).isTrue();

            HttpResponse<String> other = atOnce(1, "/open/large").get(0).join();

            assertThat(other.body()).isEqualTo(megabyte);
            assertThat(calls).hasValue(1);
        }
    }

    @Test
    void firstOctetIsNotHeldBackUntilTheLastOneIsThere() throws Exception {
        Sinks.Many<String> body = Sinks.many().unicast().onBackpressureBuffer();
        province.on(
                "/open/streams",
                (request, response) ->
                        response.header("Cache-Control", "max-age=60").sendString(body.asFlux()));
        try (RawConnection caller = new RawConnection(province.gateway.port())) {
            caller.send("GET /open/streams HTTP/1.1\r\nHost: x\r\n\r\n");
            body.tryEmitNext("first piece");

            caller.awaitText("first piece", 1);
            body.tryEmitComplete();
        }
    }

    @Test
    void bodyLargerThanIsKeptStreamsPastAndHoldsNobodyUp() {
        String piece = "0123456789abcdef".repeat(4096);
        AtomicInteger calls = new AtomicInteger();
        province.on("/open/huge", (request, response) -> {
            calls.incrementAndGet();
            return response.header("Cache-Control", "max-age=60")
                    .sendString(Flux.just(piece).repeat(39));
        });

        List<HttpResponse<String>> given =
                atOnce(3, "/open/huge").stream().map(CompletableFuture::join).toList();

        assertThat(given).extracting(each -> each.body().length()).containsOnly(40 * piece.length());
        assertThat(calls).hasValue(3);
    }

    @Test
    void bodyThatWasTooLargeIsNotWaitedForAgain() throws Exception {
        String piece = "0123456789abcdef".repeat(4096);
        AtomicInteger calls = new AtomicInteger();
        province.on("/open/huge-again", (request, response) -> {
            Flux<String> pieces = Flux.just(piece).repeat(39);
            return response.header("Cache-Control", "max-age=60")
                    .sendString(calls.incrementAndGet() == 1 ? pieces : pieces.delayElements(Duration.ofSeconds(1)));
        });
        province.get("/open/huge-again");
        try (RawConnection one = new RawConnection(province.gateway.port());
                RawConnection other = new RawConnection(province.gateway.port())) {
            one.send("GET /open/huge-again HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(becomes(SOON, () -> calls.get() == 2)).isTrue();

            other.send("GET /open/huge-again HTTP/1.1\r\nHost: x\r\n\r\n");

            assertThat(becomes(Duration.ofSeconds(5), () -> calls.get() == 3)).isTrue();
        }
    }

    @Test
    void changeWhileAnAnswerIsUnderWayKeepsItFromBeingStored() {
        AtomicInteger waiting = new AtomicInteger();
        Sinks.One<String> answer = answeredLater("/open/changing", "max-age=60", waiting);
        List<CompletableFuture<HttpResponse<String>>> before = atOnce(1, "/open/changing");
        assertThat(becomes(SOON, () -> waiting.get() == 1)).isTrue();
        Sinks.One<String> unused = answeredLater("/open/changing", "max-age=60", new AtomicInteger());
        unused.tryEmitValue("changed");
        province.send("PUT", "/open/changing");

        answer.tryEmitValue("before the change");

        assertThat(before.get(0).join().body()).isEqualTo("before the change");
        assertThat(province.get("/open/changing").body()).isEqualTo("changed");
    }
}
