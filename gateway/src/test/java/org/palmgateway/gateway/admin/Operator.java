package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the admin API of a gateway; fields are given as name, value, name, value. */
public record Operator(TestGateway gateway, String token) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public HttpResponse<String> get(String path, String... fields) {
        return send("GET", path, BodyPublishers.noBody(), fields);
    }

    public HttpResponse<String> put(String path, String body, String... fields) {
        return send("PUT", path, BodyPublishers.ofString(body), json(fields));
    }

    /** Somebody who has signed in with one role. */
    public static Operator of(TestGateway gateway, TestIssuer issuer, String subject, String role) {
        return new Operator(
                gateway,
                issuer.token(claims -> claims.subject(subject)
                        .claim("palm_audience", "official")
                        .claim("roles", List.of(role))));
    }

    public HttpResponse<String> post(String path, String body, String... fields) {
        return send("POST", path, BodyPublishers.ofString(body), json(fields));
    }

    public HttpResponse<String> delete(String path, String... fields) {
        return send("DELETE", path, BodyPublishers.noBody(), fields);
    }

    public HttpResponse<String> send(String method, String path, BodyPublisher body, String... fields) {
        List<String> all = new ArrayList<>(Arrays.asList(fields));
        if (!token.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + token));
        }
        URI uri = URI.create("http://127.0.0.1:" + gateway.gateway().adminPort() + path);
        return gateway.send(HttpRequest.newBuilder(uri).method(method, body), all.toArray(String[]::new));
    }

    private static String[] json(String... fields) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(Arrays.asList(fields));
        return all.toArray(String[]::new);
    }

    /** Sets a policy, whatever was there before. */
    public void set(String target, String policy) {
        HttpResponse<String> there = get("/api/policies/" + target);
        String body = "{\"reason\":\"test\",\"policy\":" + policy + "}";
        HttpResponse<String> answer = there.statusCode() == 200
                ? put("/api/policies/" + target, body, "If-Match", tag(there))
                : put("/api/policies/" + target, body, "If-None-Match", "*");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    /** Reads a document that must have come with a status. */
    public static JsonNode read(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    static String tag(HttpResponse<String> answer) {
        return answer.headers().firstValue("ETag").orElseThrow();
    }

    /** Returns the fields that a problem document names, in its order. */
    public static List<String> wrongFields(HttpResponse<String> answer) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        JsonNode problem = read(answer, 422);
        assertThat(problem.path("code").asString()).isEqualTo("document-refused");
        return StreamSupport.stream(problem.path("errors").spliterator(), false)
                .map(error -> {
                    assertThat(error.path("expected").asString()).isNotBlank();
                    return error.path("field").asString();
                })
                .toList();
    }

    public static void assertProblem(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(read(answer, status).path("code").asString()).isEqualTo(code);
    }

    /** Asks without a token, as a citizen and as an official who is no operator, all of whom must be refused. */
    public static void assertForOperatorsOnly(
            TestGateway gateway, TestIssuer issuer, String method, String path, String body, String... fields) {
        assertProblem(
                new Operator(gateway, "").send(method, path, BodyPublishers.ofString(body), fields),
                401,
                "token-missing");
        for (String token : List.of(issuer.citizen(), issuer.official("case-worker"))) {
            assertProblem(
                    new Operator(gateway, token).send(method, path, BodyPublishers.ofString(body), fields),
                    403,
                    "role-missing");
        }
    }
}
