package org.palmgateway.sandbox.department;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

class ControlTest {

    private static final String ALL = "/__sandbox/departments";
    private static final String GUIDE = ALL + "/zj-service-guide";
    private static final String NOTICES = "/zj-service-guide/api/notices";

    private Departments departments;
    private Visit visit;

    @BeforeEach
    void start() {
        departments = Departments.start(0, () -> URI.create("http://127.0.0.1:1/jwks"));
        visit = new Visit(departments);
    }

    @AfterEach
    void stop() {
        departments.close();
    }

    @Test
    void everyDepartmentIsListedHealthy() throws Exception {
        JsonNode list = Visit.json(visit.send(visit.to(ALL))).path("departments");

        assertThat(list.size()).isGreaterThanOrEqualTo(10);
        assertThat(list).allSatisfy(each -> {
            assertThat(each.path("latency").asString()).isEqualTo("0ms");
            assertThat(each.path("fault").asString()).isEqualTo("none");
            assertThat(each.path("requests").asInt()).isZero();
        });
    }

    @Test
    void departmentsListenOnOneLoopbackAddressOnly() {
        assertThatThrownBy(() -> new Socket("127.0.0.2", departments.port()).close())
                .isInstanceOf(ConnectException.class);
    }

    @Test
    void requestsAreCountedPerDepartment() throws Exception {
        visit.send(visit.to(NOTICES));
        visit.send(visit.to(NOTICES));

        assertThat(requests("zj-service-guide")).isEqualTo(2);
        assertThat(requests("hz-xihu-education")).isZero();
    }

    @Test
    void latencyIsAdded() throws Exception {
        HttpResponse<String> set = set("{\"latency\":\"400ms\"}");

        Instant start = Instant.now();
        HttpResponse<String> answer = visit.send(visit.to(NOTICES));

        assertThat(Visit.json(set).path("latency").asString()).isEqualTo("400ms");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Duration.between(start, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(400));
    }

    @Test
    void otherDepartmentsStayAsTheyAre() throws Exception {
        set("{\"fault\":\"error\"}");

        assertThat(visit.send(visit.to("/hz-xihu-service-centre/xihu/hours")).statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "garbage", "empty"})
    void connectionBreaks(String fault) throws Exception {
        set("{\"fault\":\"" + fault + "\"}");

        assertThatThrownBy(() -> visit.send(visit.to(NOTICES))).isInstanceOf(IOException.class);
    }

    @Test
    void errorIsAnInternalServerError() throws Exception {
        set("{\"fault\":\"error\",\"latency\":\"10ms\"}");

        HttpResponse<String> answer = visit.send(visit.to(NOTICES));

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Visit.json(answer).path("error").asString()).isEqualTo("broken");
    }

    @Test
    void slowBodyStartsAtOnceAndTakesItsTime() throws Exception {
        set("{\"fault\":\"slow-body\"}");

        Instant start = Instant.now();
        try (InputStream body = visit.open(visit.to(NOTICES)).body()) {
            body.readNBytes(1);
            Duration first = Duration.between(start, Instant.now());
            body.readNBytes(60);
            Duration later = Duration.between(start, Instant.now());

            assertThat(first).isLessThan(Duration.ofSeconds(5));
            assertThat(later).isGreaterThan(first.plusMillis(800));
        }
    }

    @Test
    void resetMakesOneDepartmentHealthy() throws Exception {
        set("{\"fault\":\"error\"}");
        visit.send(visit.to(NOTICES));

        visit.send(visit.to(GUIDE).DELETE());

        assertThat(requests("zj-service-guide")).isZero();
        assertThat(visit.send(visit.to(NOTICES)).statusCode()).isEqualTo(200);
    }

    @Test
    void resetMakesAllDepartmentsHealthy() throws Exception {
        set("{\"fault\":\"error\"}");

        visit.send(visit.to(ALL).DELETE());

        assertThat(visit.send(visit.to(NOTICES)).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"latency\":\"soon\"}",
                "{\"latency\":\"61s\"}",
                "{\"latency\":\"-1s\"}",
                "{\"fault\":\"fire\"}",
                "nonsense",
                ""
            })
    void nonsenseIsRefusedAndChangesNothing(String body) throws Exception {
        HttpResponse<String> refused = set(body);

        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(Visit.json(refused).path("error").asString()).isEqualTo("invalid");
        assertThat(Visit.json(visit.send(visit.to(GUIDE))).path("latency").asString())
                .isEqualTo("0ms");
    }

    @Test
    void refusalNamesTheFaultsThereAre() throws Exception {
        assertThat(Visit.json(set("{\"fault\":\"fire\"}")).path("message").asString())
                .contains("none, reset, garbage, empty, error, slow-body");
    }

    @Test
    void unknownDepartmentIsNotFound() throws Exception {
        assertThat(visit.send(visit.to(ALL + "/nobody").PUT(Visit.body("{}"))).statusCode())
                .isEqualTo(404);
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(ALL).POST(Visit.body("{}")));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().allValues("Allow")).isEqualTo(List.of("GET, DELETE"));
    }

    private HttpResponse<String> set(String body) throws Exception {
        return visit.send(visit.to(GUIDE).PUT(Visit.body(body)));
    }

    private int requests(String department) throws Exception {
        JsonNode list = Visit.json(visit.send(visit.to(ALL))).path("departments");
        return StreamSupport.stream(list.spliterator(), false)
                .filter(each -> each.path("id").asString().equals(department))
                .findFirst()
                .orElseThrow()
                .path("requests")
                .asInt();
    }
}
