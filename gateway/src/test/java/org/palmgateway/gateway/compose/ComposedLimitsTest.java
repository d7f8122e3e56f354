package org.palmgateway.gateway.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.compose.ComposedProvince.json;
import static org.palmgateway.gateway.compose.ComposedProvince.state;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.RudeDepartment;
import tools.jackson.databind.JsonNode;

/** What a composed call may cost is asked for as a whole before its first branch is called. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposedLimitsTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    /** Ten an hour for each citizen, so that none comes back during a test. */
    private static final String TEN = "policy: { limits: [{ id: few, permits: 10, window: 1h, per: [citizen] }] }";

    private static final String THREE = "policy: { limits: [{ id: few, permits: 3, window: 1h, per: [citizen] }] }";

    private final AtomicInteger hanging = new AtomicInteger();
    private final RudeDepartment full = new RudeDepartment(socket -> {
        hanging.incrementAndGet();
        RudeDepartment.hang(socket);
    });
    private ComposedProvince province;

    @BeforeAll
    void start(@TempDir Path directory) {
        province = ComposedProvince.with()
                .department("a", TEN, "")
                .department("b", THREE, "")
                .department("c", "", "")
                .departmentAt(
                        "f",
                        full.url(),
                        "policy: { concurrency: { minimum: 2, initial: 2, maximum: 2, normal-share: 100%, bulk-share: 50% } }")
                .composed("GET", "/required", """
                        - { id: c, department: c, path: /c/x }
                        - { id: a, department: a, path: /a/x, required: true }
                        - { id: b, department: b, path: /b/x, required: true }
                        """)
                .composed("GET", "/optional", """
                        - { id: a, department: a, path: /a/x, required: true }
                        - { id: b, department: b, path: /b/x }
                        """)
                .composed("POST", "/each", """
                        - { id: a, department: a, path: "/a/{v}", with: { v: /item }, each: { in: /request/body } }
                        """)
                .composed("POST", "/each-required", """
                        - { id: c, department: c, path: /c/x }
                        - { id: b, department: b, path: "/b/{v}", with: { v: /item }, each: { in: /request/body }, required: true }
                        """)
                .composed("GET", "/each-later", """
                        - { id: list, department: c, path: /c/list }
                        - { id: b, department: b, path: "/b/{v}", with: { v: /item }, each: { in: /branches/list } }
                        """)
                .composed("GET", "/twice", """
                        - { id: one, department: b, path: /b/x, required: true }
                        - { id: two, department: b, path: /b/x, required: true }
                        """)
                .composed(
                        "GET", "/own", """
                        - { id: c, department: c, path: /c/x, required: true }
                        """, "policy: { limits: [{ id: own, permits: 1, window: 1h, per: [citizen] }] }")
                .composed("GET", "/full", """
                        - { id: c, department: c, path: /c/x }
                        - { id: f, department: f, path: /f/x, required: true, timeout: 60s }
                        """)
                .composed("GET", "/full-optional", """
                        - { id: c, department: c, path: /c/x }
                        - { id: f, department: f, path: /f/x, timeout: 60s }
                        """)
                .start(directory);
        for (String path : new String[] {"/a/x", "/b/x", "/c/x"}) {
            province.on(path, "1");
        }
        province.on("/c/list", "[\"x\",\"x\",\"x\",\"x\"]");
    }

    @AfterAll
    void stop() {
        province.close();
        full.close();
    }

    private HttpResponse<String> get(String citizen, String path) {
        return province.gateway.get(path, "Authorization", "Bearer " + province.citizen(citizen));
    }

    private HttpResponse<String> post(String citizen, String path, String json) {
        return province.gateway.send(
                java.net.http.HttpRequest.newBuilder(province.gateway.uri(path))
                        .header("Content-Type", "application/json")
                        .POST(java.net.http.HttpRequest.BodyPublishers.ofString(json)),
                "Authorization",
                "Bearer " + province.citizen(citizen));
    }

    private long left(String citizen, String department) {
        JsonNode limits =
                json(get(citizen, "/me/limits?path=/" + department + "/x")).path("limits");
        return limits.path(0).path("remaining").asLong();
    }

    @Test
    void whatIsRequiredIsChargedAsAWholeOrNotAtAll() {
        for (int i = 0; i < 3; i++) {
            assertThat(get("whole", "/required").statusCode()).isEqualTo(200);
        }
        int called = province.asked("/c/x") + province.asked("/a/x");

        HttpResponse<String> refused = get("whole", "/required");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("code").asString()).isEqualTo("limit-exceeded");
        assertThat(json(refused).path("branch").asString()).isEqualTo("b");
        assertThat(refused.headers().firstValue("Retry-After")).isPresent();
        assertThat(left("whole", "a")).isEqualTo(7);
        assertThat(left("whole", "b")).isZero();
        assertThat(province.asked("/c/x") + province.asked("/a/x")).isEqualTo(called);
    }

    @Test
    void whatIsOptionalIsDroppedAlone() {
        for (int i = 0; i < 3; i++) {
            assertThat(state(get("drop", "/optional"), "b")).isEqualTo("ok department");
        }

        HttpResponse<String> answer = get("drop", "/optional");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(state(answer, "b")).isEqualTo("failed none limit-exceeded");
        assertThat(state(answer, "a")).isEqualTo("ok department");
        assertThat(left("drop", "a")).isEqualTo(6);
    }

    @Test
    void everyItemOfAListIsCharged() {
        assertThat(post("items", "/each", "[\"x\",\"x\",\"x\",\"x\"]").statusCode())
                .isEqualTo(200);

        assertThat(left("items", "a")).isEqualTo(6);
    }

    @Test
    void aListThatCostsMoreThanThereIsIsNotBegun() {
        int called = province.asked("/c/x");

        HttpResponse<String> refused = post("long", "/each-required", "[\"x\",\"x\",\"x\",\"x\"]");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).path("branch").asString()).isEqualTo("b");
        assertThat(left("long", "b")).isEqualTo(3);
        assertThat(province.asked("/c/x")).isEqualTo(called);
    }

    @Test
    void aListThatComesLaterIsChargedWhenItsLengthIsKnown() {
        HttpResponse<String> answer = get("later", "/each-later");

        assertThat(state(answer, "b")).isEqualTo("failed none limit-exceeded");
        assertThat(left("later", "b")).isEqualTo(2);
    }

    @Test
    void branchesOfOneDepartmentCountTogether() {
        assertThat(get("twice", "/twice").statusCode()).isEqualTo(200);
        assertThat(left("twice", "b")).isEqualTo(1);

        HttpResponse<String> refused = get("twice", "/twice");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(left("twice", "b")).isEqualTo(1);
    }

    @Test
    void theCallsOwnLimitIsNoBranchs() {
        assertThat(get("own", "/own").statusCode()).isEqualTo(200);

        HttpResponse<String> refused = get("own", "/own");

        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(json(refused).has("branch")).isFalse();
    }

    /** Of two places half are for what matters less, so that what can be left out is shed first. */
    @Test
    void aFullDepartmentIsNoticedBeforeAnyOtherIsCalled() throws IOException {
        int before = province.asked("/c/x");
        try (RawConnection first = hangs("/full")) {
            assertThat(first.isClosed()).isFalse();
            assertThat(becomes(SOON, () -> hanging.get() == 1 && province.asked("/c/x") == before + 1))
                    .isTrue();
            HttpResponse<String> shed = get("c-1", "/full-optional");
            assertThat(shed.statusCode()).isEqualTo(200);
            assertThat(state(shed, "f")).isEqualTo("failed none department-busy");
            assertThat(state(shed, "c")).isEqualTo("ok department");
            try (RawConnection second = hangs("/full")) {
                assertThat(second.isClosed()).isFalse();
                assertThat(becomes(SOON, () -> hanging.get() == 2 && province.asked("/c/x") == before + 3))
                        .isTrue();

                HttpResponse<String> refused = get("c-1", "/full");

                assertThat(refused.statusCode()).isEqualTo(503);
                assertThat(json(refused).path("code").asString()).isEqualTo("department-busy");
                assertThat(json(refused).path("branch").asString()).isEqualTo("f");
                assertThat(refused.headers().firstValue("Retry-After")).isPresent();
                assertThat(province.asked("/c/x")).isEqualTo(before + 3);
            }
        }
    }

    private RawConnection hangs(String path) throws IOException {
        return new RawConnection(province.gateway.port())
                .send("GET " + path + " HTTP/1.1\r\nHost: palm\r\nAuthorization: Bearer " + province.citizen("c-1")
                        + "\r\n\r\n");
    }
}
