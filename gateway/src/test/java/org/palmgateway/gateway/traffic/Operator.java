package org.palmgateway.gateway.traffic;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

/** An operator who tunes a running gateway. */
final class Operator {

    private final TestGateway gateway;
    private final String authorization;

    Operator(TestGateway gateway, TestIssuer issuer) {
        this.gateway = gateway;
        this.authorization = "Bearer " + issuer.official("operator");
    }

    /** Sets a policy, whatever was there before. */
    HttpResponse<String> set(String target, String policy) {
        HttpResponse<String> there = get("/api/policies/" + target);
        String body = "{\"reason\":\"test\",\"policy\":" + policy + "}";
        HttpRequest.Builder put = request("/api/policies/" + target).PUT(BodyPublishers.ofString(body));
        HttpResponse<String> answer = there.statusCode() == 200
                ? send(put, "If-Match", there.headers().firstValue("ETag").orElseThrow())
                : send(put, "If-None-Match", "*");
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.statusCode() + " " + answer.body());
        }
        return answer;
    }

    HttpResponse<String> post(String path, String body) {
        return send(request(path).POST(BodyPublishers.ofString(body)), "Accept-Language", "en");
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET(), "Accept-Language", "en");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + gateway.gateway().adminPort() + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String field, String value) {
        return gateway.send(request, "Authorization", authorization, "Content-Type", "application/json", field, value);
    }
}
