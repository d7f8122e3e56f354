package org.palmgateway.gateway.cache;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.BiFunction;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Mono;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * A gateway before one department that answers each path as the test says, by routes of every audience: {@code /open} for everyone without
 * a token, {@code /public}, {@code /region}, {@code /application} and {@code /user} for citizens, and {@code /uncached}.
 */
final class CachedProvince implements AutoCloseable {

    private static final String BUNDLE = """
            departments:
              - id: d
                name: { zh: 测试, en: Test }
                region: 330000
                claims: [name]
                upstreams: [{ id: main, url: "%s" }]
                policy: { %s }
            routes:
            """;

    private static final String ROUTE = """
              - id: d.%1$s
                name: { zh: 事项, en: Affair }
                match: { methods: [GET, POST, PUT, DELETE], path: "/%1$s/{*rest}" }
                access: { audience: %2$s }
                %3$s
            """;

    /** Answers a request. */
    interface Answer extends BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {}

    final TestIssuer issuer = new TestIssuer();
    final TestDepartment department;
    final TestGateway gateway;
    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();

    CachedProvince(Path directory, String policy, String... settings) {
        this.department = new TestDepartment((request, response) -> answers.getOrDefault(
                        path(request.uri()), (asked, given) -> given.status(404).send())
                .apply(request, response));
        this.gateway = TestGateway.start(directory, issuer, Map.of("d", bundle(policy)), settings);
    }

    String bundle(String policy) {
        return BUNDLE.formatted(department.url(), policy)
                + route("open", "public", "cache: { audience: public }")
                + route("public", "citizen", "cache: { audience: public, request-fields: [App-Version] }")
                + route("region", "citizen", "cache: { audience: region }")
                + route("application", "citizen", "cache: { audience: application }")
                + route("user", "citizen", "cache: { audience: user }")
                + route("uncached", "citizen", "");
    }

    private static String route(String name, String access, String cache) {
        return ROUTE.formatted(name, access, cache);
    }

    private static String path(String uri) {
        String relative = uri.startsWith("http") ? URI.create(uri).getRawPath() : uri;
        return relative.split("\\?", 2)[0];
    }

    /** Says how a path is answered. */
    void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Says that a path is answered with a text and fields, given as name, value, name, value. */
    void on(String path, String body, String... fields) {
        on(path, 200, body, fields);
    }

    void on(String path, int status, String body, String... fields) {
        on(path, (request, response) -> {
            for (int i = 0; i < fields.length; i += 2) {
                response.addHeader(fields[i], fields[i + 1]);
            }
            response.status(status)
                    .header(
                            "Content-Length",
                            Integer.toString(body.getBytes(java.nio.charset.StandardCharsets.UTF_8).length));
            return response.sendString(Mono.just(body));
        });
    }

    /** How often a path has been asked for at the department. */
    int asked(String path) {
        return (int) department.seen().stream()
                .filter(seen -> path(seen.uri()).equals(path))
                .count();
    }

    /** The last request for a path. */
    TestDepartment.Seen last(String path) {
        List<TestDepartment.Seen> seen = department.seen().stream()
                .filter(each -> path(each.uri()).equals(path))
                .toList();
        return seen.get(seen.size() - 1);
    }

    HttpResponse<String> get(String path, String... fields) {
        return gateway.get(path, fields);
    }

    HttpResponse<String> as(String token, String path, String... fields) {
        List<String> all = new ArrayList<>(Arrays.asList(fields));
        all.addAll(List.of("Authorization", "Bearer " + token));
        return gateway.get(path, all.toArray(String[]::new));
    }

    HttpResponse<String> send(String method, String path, String... fields) {
        return gateway.send(HttpRequest.newBuilder(gateway.uri(path)).method(method, BodyPublishers.noBody()), fields);
    }

    static String status(HttpResponse<?> answer) {
        return answer.headers().firstValue("Cache-Status").orElse("");
    }

    String citizen(String subject, String application) {
        return issuer.token(claims ->
                claims.subject(subject).claim("client_id", application).claim("sid", "s-" + subject));
    }

    @Override
    public void close() {
        gateway.close();
        department.close();
        issuer.close();
    }
}
