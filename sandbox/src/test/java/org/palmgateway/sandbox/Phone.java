package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls a province as a phone does, and its departments as their operators do. */
final class Phone {

    private final Sandbox sandbox;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Phone(Sandbox sandbox) {
        this.sandbox = sandbox;
    }

    /** The value of {@code Authorization} for a demo user. */
    String signedIn(String user) {
        URI token = sandbox.identity().issuer().resolve("/demo/token?raw&user=" + user);
        HttpResponse<String> answer = send(HttpRequest.newBuilder(token).POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return "Bearer " + answer.body();
    }

    /** A request to the gateway, with fields given as name, value, name, value. */
    HttpRequest.Builder to(String path, String... fields) {
        URI address = URI.create("http://127.0.0.1:" + sandbox.gateway().dataPort() + path);
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return fields.length == 0 ? request : request.headers(fields);
    }

    HttpResponse<String> get(String path, String... fields) {
        return send(to(path, fields));
    }

    HttpResponse<String> head(String path, String... fields) {
        return send(to(path, fields).method("HEAD", HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, String json, String... fields) {
        return send(to(path, fields)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    /** The answer as soon as its head is there. */
    HttpResponse<InputStream> open(String path, String... fields) {
        return send(to(path, fields), HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Has a department misbehave. */
    void set(String department, String condition) {
        HttpResponse<String> answer =
                send(control("/" + department).PUT(HttpRequest.BodyPublishers.ofString(condition)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** How many requests have reached a department since it was last reset. */
    int requests(String department) {
        return json(send(control("/" + department))).path("requests").asInt();
    }

    /** How many requests have reached each department since it was last reset; without those that none has reached. */
    Map<String, Integer> requests() {
        Map<String, Integer> requests = new TreeMap<>();
        for (JsonNode department : json(send(control(""))).path("departments")) {
            int reached = department.path("requests").asInt();
            if (reached > 0) {
                requests.put(department.path("id").asString(), reached);
            }
        }
        return requests;
    }

    /** Makes all departments healthy. */
    void heal() {
        assertThat(send(control("").DELETE()).statusCode()).isEqualTo(200);
    }

    /** Asks an admin plane, with fields given as name, value, name, value. */
    HttpResponse<String> admin(int port, String who, String method, String path, String body, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", who)
                .header("Content-Type", body.startsWith("{") ? "application/json" : "application/yaml")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return send(fields.length == 0 ? request : request.headers(fields));
    }

    private HttpRequest.Builder control(String department) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + sandbox.departments().port() + "/__sandbox/departments" + department));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, HttpResponse.BodyHandlers.ofString());
    }

    private <T> HttpResponse<T> send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request.timeout(Duration.ofSeconds(30)).build(), body);
        } catch (IOException e) {
            throw new AssertionError("No answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }

    static String field(HttpResponse<?> answer, String name) {
        return String.join(", ", answer.headers().allValues(name));
    }

    /** Waits until something is so, and tells whether it became so in time. */
    static boolean becomes(Duration within, BooleanSupplier condition) {
        long end = System.nanoTime() + within.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
        return true;
    }

    static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(field(answer, "Content-Type")).isEqualTo("application/problem+json");
        assertThat(field(answer, "Proxy-Status")).startsWith("palm; error=");
        JsonNode problem = json(answer);
        assertThat(problem.path("status").asInt()).isEqualTo(status);
        assertThat(problem.path("code").asString()).isEqualTo(code);
        assertThat(problem.path("requestId").asString()).isEqualTo(field(answer, "Palm-Request-Id"));
    }
}
