package org.palmgateway.gateway.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;
import org.palmgateway.gateway.exchange.Percentile;
import org.palmgateway.gateway.exchange.TestExchange;
import org.palmgateway.gateway.match.TestProvince;
import org.palmgateway.gateway.problem.ProblemKind;
import org.palmgateway.gateway.problem.RequestProblem;
import org.palmgateway.gateway.problem.TrafficProblem;
import org.palmgateway.gateway.record.RecordedRequest;
import org.palmgateway.gateway.record.RequestRecorder;
import org.palmgateway.gateway.record.RequestRing;
import org.palmgateway.gateway.settings.AccessLogSettings;
import org.palmgateway.routes.snapshot.Snapshot;
import org.springframework.http.HttpStatusCode;
import org.springframework.web.server.ServerWebExchange;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-24T01:02:03Z"), ZoneOffset.UTC);

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RequestRing ring = new RequestRing(10);
    private final RequestRecorder recorder = new RequestRecorder(ring);
    private final Snapshot snapshot = TestProvince.snapshot();
    private final ServerWebExchange exchange = TestExchange.of(TestExchange.request(
            "GET", "/insurance/records?plate=SECRET-QUERY", "Authorization", "Bearer SECRET-TOKEN"));

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({"200, 2xx", "304, 3xx", "404, 4xx", "502, 5xx"})
    void answerOfADepartmentIsTimedUnderItsClass(int status, String tag) throws IOException {
        matched().keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(status));

        record();

        assertThat(timer("hz-insurance", tag, "none").count()).isEqualTo(1);
    }

    @Test
    void problemIsTimedUnderItsCode() throws IOException {
        matched().keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(502));
        Answers.note(exchange, new TrafficProblem.DepartmentFailed(ProblemKind.DEPARTMENT_REFUSED, "hz-insurance"));

        JsonNode record = record();

        assertThat(timer("hz-insurance", "5xx", "department-unreachable").count())
                .isEqualTo(1);
        assertThat(record.path("problem").asString()).isEqualTo("department-unreachable");
    }

    @Test
    void requestWithoutARouteBelongsToNoDepartment() throws IOException {
        TestProvince.facts(snapshot).keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(404));
        Answers.note(exchange, new RequestProblem.UnknownPath());

        JsonNode record = record();

        assertThat(timer("none", "4xx", "unknown-path").count()).isEqualTo(1);
        assertThat(record.has("route")).isFalse();
        assertThat(record.has("department")).isFalse();
        assertThat(record.path("status").asInt()).isEqualTo(404);
    }

    @Test
    void callerThatLeftBeforeAnAnswerIs499() throws IOException {
        matched().keepIn(exchange);

        JsonNode record = record();

        assertThat(record.path("status").asInt()).isEqualTo(499);
        assertThat(timer("hz-insurance", "4xx", "none").count()).isEqualTo(1);
    }

    @Test
    void answerWithoutAStatusOfItsOwnIs200() throws IOException {
        matched().keepIn(exchange);
        exchange.getResponse().setComplete().block();

        assertThat(record().path("status").asInt()).isEqualTo(200);
    }

    @Test
    void timeIsThatFromTheArrivalOn() throws IOException {
        Facts start = matched();
        Facts.of(
                        start.requestId(),
                        start.trace(),
                        snapshot,
                        System.nanoTime() - TimeUnit.SECONDS.toNanos(3),
                        start.address())
                .withMatch(start.normalPath(), start.regionChain(), Objects.requireNonNull(start.hit()))
                .keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(200));

        JsonNode record = record();

        assertThat(record.path("micros").asLong()).isBetween(3_000_000L, 60_000_000L);
        assertThat(timer("hz-insurance", "2xx", "none").totalTime(TimeUnit.SECONDS))
                .isBetween(3.0, 60.0);
    }

    @Test
    void recordTellsWhatWasAskedAndWhoServed() throws IOException {
        matched().withPrincipal(principal()).keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(200));

        JsonNode record = record();

        assertThat(record.path("time").asString()).isEqualTo("2026-11-24T01:02:03Z");
        assertThat(record.path("requestId").asString()).isEqualTo("r-1");
        assertThat(record.path("method").asString()).isEqualTo("GET");
        assertThat(record.path("path").asString()).isEqualTo("/insurance/records");
        assertThat(record.path("route").asString()).isEqualTo("hz-insurance.records");
        assertThat(record.path("department").asString()).isEqualTo("hz-insurance");
        assertThat(record.path("requested").asString()).isEqualTo("330106");
        assertThat(record.path("served").asString()).isEqualTo("330100");
        assertThat(record.path("application").asString()).isEqualTo("phone");
        assertThat(record.path("address").asString()).isEqualTo("192.0.2.7");
        assertThat(record.path("revision").asLong()).isEqualTo(snapshot.revision());
    }

    @Test
    void nothingOfTokenQueryOrCallerIsRecorded() throws IOException {
        matched().withPrincipal(principal()).keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(200));

        String line = record().toString();

        assertThat(line).doesNotContain("SECRET", "plate", "zhang-wei", "session-1", "330106199001011234");
    }

    @Test
    void numbersAreKeptWithoutALog() throws IOException {
        matched().keepIn(exchange);
        exchange.getResponse().setStatusCode(HttpStatusCode.valueOf(200));

        try (AccessLog off = new AccessLog(new AccessLogSettings(false, null, 1), meters)) {
            Answers answers = new Answers(meters, off, recorder, new UsageCounts(0, CLOCK), CLOCK);
            answers.record(exchange, "192.0.2.7");
            answers.record(exchange, "192.0.2.7");
        }

        assertThat(timer("hz-insurance", "2xx", "none").count()).isEqualTo(2);
        assertThat(meters.get("palm.access.log.dropped").counter().count()).isZero();
    }

    @Test
    void aRequestIsKeptAsItMattersForItsWay() throws IOException {
        Facts facts = matched().withPrincipal(principal());
        facts.keepIn(exchange);

        record();

        assertThat(ring.all())
                .containsExactly(new RecordedRequest(
                        "GET",
                        "/insurance/records",
                        "330106",
                        "citizen",
                        facts.principal().issuer(),
                        "phone",
                        Set.of("insurance.read"),
                        Set.of(),
                        1,
                        Percentile.of(facts),
                        "hz-insurance.records",
                        null));
    }

    private Facts matched() {
        return TestProvince.matched(snapshot, "GET", "/insurance/records", "330106");
    }

    private static Principal principal() {
        return new Principal(
                "http://127.0.0.1:1",
                "zhang-wei",
                "citizen",
                "phone",
                Set.of(),
                Set.of("insurance.read"),
                "1",
                1,
                "session-1",
                "",
                Map.of("citizen_id", "330106199001011234"),
                Instant.EPOCH,
                Instant.MAX);
    }

    private JsonNode record() throws IOException {
        Path file = directory.resolve("access.jsonl");
        try (AccessLog log = new AccessLog(new AccessLogSettings(true, file, 10), meters)) {
            new Answers(meters, log, recorder, new UsageCounts(0, CLOCK), CLOCK).record(exchange, "192.0.2.7");
        }
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    private Timer timer(String department, String status, String problem) {
        return meters.get("palm.requests")
                .tags("department", department, "status", status, "problem", problem)
                .timer();
    }
}
