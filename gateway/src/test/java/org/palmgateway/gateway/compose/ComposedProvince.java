package org.palmgateway.gateway.compose;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A gateway with departments {@code a}, {@code b}, … that answer each path as the test says, by routes {@code /a/…}, {@code /b/…} for
 * citizens, and an owner {@code portal} with composed routes that all of these allow.
 */
final class ComposedProvince implements AutoCloseable {

    static final JsonMapper JSON = new JsonMapper();

    /** A field of a department that is asked once for each call, and again and again however often it fails. */
    static final String PATIENT =
            "policy: { retry: { attempts: 1 }, breaker: { window: 10000, minimum-calls: 10000 } }";

    /** Answers a request. */
    interface Answer extends BiFunction<HttpServerRequest, HttpServerResponse, Publisher<Void>> {}

    private static final String DEPARTMENT = """
            departments:
              - id: %1$s
                name: { zh: 测试, en: Test }
                region: 330000
                %3$s
                upstreams: [{ id: main, url: "%2$s" }]
            routes:
              - id: %1$s.all
                name: { zh: 事项, en: Affair }
                match: { methods: [GET, POST, PUT, DELETE], path: "/%1$s/{*rest}" }
                access: { audience: citizen }
                composed-by: [portal]
                %4$s
            """;

    private static final String PORTAL = """
            departments:
              - id: portal
                name: { zh: 门户, en: Portal }
                region: 330000
                upstreams: [{ id: main, url: "%s" }]
            routes:
            """;

    final TestIssuer issuer = new TestIssuer();
    final Map<String, TestDepartment> departments = new TreeMap<>();
    final TestGateway gateway;
    private final ConcurrentMap<String, Answer> answers = new ConcurrentHashMap<>();

    private ComposedProvince(Path directory, Map<String, String[]> more, String portal, List<String> settings) {
        Map<String, String> bundles = new LinkedHashMap<>();
        more.forEach((name, fields) -> {
            TestDepartment department = new TestDepartment((request, response) -> answers.getOrDefault(
                            path(request.uri()),
                            (asked, given) -> given.status(404).send())
                    .apply(request, response));
            departments.put(name, department);
            String url = fields[2].isEmpty() ? department.url() : fields[2];
            bundles.put(name, DEPARTMENT.formatted(name, url, fields[0], fields[1]));
        });
        bundles.put(
                "portal",
                PORTAL.formatted(departments.values().iterator().next().url()) + portal);
        this.gateway = TestGateway.start(directory, issuer, bundles, settings.toArray(String[]::new));
    }

    /** Builds a province. */
    static final class Builder {

        private final Map<String, String[]> departments = new TreeMap<>();
        private final StringBuilder portal = new StringBuilder();
        private final List<String> settings = new ArrayList<>();

        /** Adds plain departments. */
        Builder departments(String... names) {
            for (String name : names) {
                department(name, "", "");
            }
            return this;
        }

        /** Adds a department with further fields of its own and of its route. */
        Builder department(String name, String fields, String ofRoute) {
            departments.put(name, new String[] {fields, ofRoute, ""});
            return this;
        }

        /** Adds a department that is somewhere else. */
        Builder departmentAt(String name, String url, String fields) {
            return departmentAt(name, url, fields, "");
        }

        /** Adds a department that is somewhere else, with a further field of its route. */
        Builder departmentAt(String name, String url, String fields, String ofRoute) {
            departments.put(name, new String[] {fields, ofRoute, url});
            return this;
        }

        /** Adds a composed route, with its branches as they are written in a bundle. */
        Builder composed(String methods, String path, String branches, String... more) {
            portal.append("""
                      - id: portal.%s
                        name: { zh: 组合, en: Composed }
                        match: { methods: [%s], path: "%s" }
                        access: { audience: citizen }
                    """.formatted(path.replaceAll("[^a-z]+", "-").replaceAll("^-|-$", ""), methods, path));
            for (String line : more) {
                portal.append("    ").append(line).append('\n');
            }
            portal.append("    compose:\n      branches:\n").append(branches.indent(8));
            return this;
        }

        /** Says what requests of the route composed last have to bring. */
        Builder needs(String pointer) {
            portal.append("      needs: [ ").append(pointer).append(" ]\n");
            return this;
        }

        Builder setting(String... of) {
            settings.addAll(Arrays.asList(of));
            return this;
        }

        ComposedProvince start(Path directory) {
            return new ComposedProvince(directory, departments, portal.toString(), settings);
        }
    }

    static Builder with() {
        return new Builder();
    }

    private static String path(String uri) {
        String relative = uri.startsWith("http") ? URI.create(uri).getRawPath() : uri;
        return relative.split("\\?", 2)[0];
    }

    /** Says how a path is answered. */
    void on(String path, Answer answer) {
        answers.put(path, answer);
    }

    /** Says that a path is answered with JSON. */
    void on(String path, String json) {
        on(path, 200, "application/json", json);
    }

    void on(String path, int status, String type, String body) {
        on(
                path,
                (request, response) -> response.status(status)
                        .header("Content-Type", type)
                        .header("Content-Length", Integer.toString(body.getBytes(StandardCharsets.UTF_8).length))
                        .sendString(Mono.just(body)));
    }

    /** How often a path has been asked for. */
    int asked(String path) {
        return (int) departments.values().stream()
                .flatMap(department -> department.seen().stream())
                .filter(seen -> path(seen.uri()).equals(path))
                .count();
    }

    TestDepartment.Seen last(String department) {
        return departments.get(department).last();
    }

    HttpResponse<String> get(String path, String... fields) {
        return gateway.get(path, withToken(fields));
    }

    HttpResponse<String> post(String path, String json, String... fields) {
        return gateway.send(
                HttpRequest.newBuilder(gateway.uri(path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)),
                withToken(fields));
    }

    private String[] withToken(String... fields) {
        List<String> all = new ArrayList<>(Arrays.asList(fields));
        all.addAll(List.of("Authorization", "Bearer " + citizen("c-1")));
        return all.toArray(String[]::new);
    }

    String citizen(String subject) {
        return issuer.token(
                claims -> claims.subject(subject).claim("client_id", "app").claim("sid", "s-" + subject));
    }

    /** Reads an answer. */
    static JsonNode json(HttpResponse<String> answer) {
        return JSON.readTree(answer.body());
    }

    /** What an answer says of a branch, without times. */
    static String state(HttpResponse<String> answer, String branch) {
        JsonNode report = json(answer).path("_branches").path(branch);
        String text =
                report.path("state").asString() + " " + report.path("source").asString();
        return report.has("code") ? text + " " + report.path("code").asString() : text;
    }

    @Override
    public void close() {
        gateway.close();
        departments.values().forEach(TestDepartment::close);
        issuer.close();
    }
}
