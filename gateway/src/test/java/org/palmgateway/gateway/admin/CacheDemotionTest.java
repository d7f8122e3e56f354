package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;
import tools.jackson.databind.JsonNode;

/** A gateway that has found out before it was started that route d.a shares too much. */
class CacheDemotionTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment((request, response) ->
            response.header("Cache-Control", "max-age=60").sendString(Mono.just("answer")));

    @TempDir
    Path directory;

    private TestGateway gateway;
    private Operator operator;

    @BeforeEach
    void start() throws IOException {
        DEPARTMENT.seen().clear();
        Files.createDirectories(directory.resolve("cache"));
        Files.writeString(file(), """
                {"route":"d.a","since":"2026-01-02T03:04:05Z","difference":"content","requestId":"r-1"}
                {"route":"d.gone","since":"2026-01-02T03:04:05Z","difference":"status","requestId":"r-2"}
                """);
        restart();
    }

    private Path file() {
        return directory.resolve("cache/demotions.jsonl");
    }

    private void restart() {
        if (gateway != null) {
            gateway.close();
        }
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330100", DEPARTMENT.url())
                                .route("d.a", "GET", "/a/{*rest}", "audience: citizen", "cache: { audience: public }")
                                .route("d.b", "GET", "/b/{*rest}", "audience: citizen", "cache: { audience: public }")
                                .toString()));
        operator = new Operator(
                gateway,
                ISSUER.token(claims -> claims.subject("he-tao")
                        .claim("palm_audience", "official")
                        .claim("roles", List.of("operator"))));
    }

    @AfterEach
    void close() {
        gateway.close();
    }

    @AfterAll
    static void stop() {
        DEPARTMENT.close();
        ISSUER.close();
    }

    /** How often two citizens who ask for the same one after the other reach the department. */
    private int askedByTwo(String path) {
        int before = DEPARTMENT.seen().size();
        for (String subject : List.of("li", "wang")) {
            String token = ISSUER.token(claims -> claims.subject(subject));
            assertThat(gateway.get(path, "Authorization", "Bearer " + token).statusCode())
                    .isEqualTo(200);
        }
        return DEPARTMENT.seen().size() - before;
    }

    private String inForce(String route) {
        return read(operator.get("/api/cache/routes/" + route), 200)
                .path("audienceInForce")
                .asString();
    }

    @Test
    void aDemotedRouteIsShownAndSharesWithNobody() {
        assertThat(askedByTwo("/a/x")).isEqualTo(2);
        assertThat(askedByTwo("/a/x")).as("each has an own one").isZero();
        assertThat(askedByTwo("/b/x")).isEqualTo(1);

        JsonNode route = read(operator.get("/api/cache/routes/d.a"), 200);

        assertThat(route.path("audience").asString()).isEqualTo("public");
        assertThat(route.path("audienceInForce").asString()).isEqualTo("user");
        assertThat(route.path("demotion").toString())
                .isEqualTo(
                        "{\"route\":\"d.a\",\"since\":\"2026-01-02T03:04:05Z\",\"difference\":\"content\",\"requestId\":\"r-1\"}");
        assertThat(inForce("d.b")).isEqualTo("public");
        assertThat(read(operator.get("/api/cache"), 200)
                        .path("demotions")
                        .valueStream()
                        .map(each -> each.path("route").asString()))
                .containsExactly("d.a", "d.gone");
    }

    @Test
    void aLiftedRouteSharesAgainAndDoesSoAfterARestart() {
        assertThat(askedByTwo("/a/x")).isEqualTo(2);

        assertThat(operator.delete("/api/cache/demotions/d.a?reason=mended").statusCode())
                .isEqualTo(204);

        assertThat(inForce("d.a")).isEqualTo("public");
        assertThat(askedByTwo("/a/x")).isEqualTo(1);
        assertProblem(operator.delete("/api/cache/demotions/d.a?reason=mended"), 404, "unknown-item");
        restart();
        assertThat(inForce("d.a")).isEqualTo("public");
        assertThat(read(operator.get("/api/cache"), 200).path("demotions").size())
                .isEqualTo(1);
    }

    @Test
    void aRouteThatIsGoneIsLifted() {
        assertThat(operator.delete("/api/cache/demotions/d.gone?reason=gone").statusCode())
                .isEqualTo(204);

        assertThat(inForce("d.a")).isEqualTo("user");
    }

    @Test
    void liftingNeedsAReasonAndADemotion() {
        assertProblem(operator.delete("/api/cache/demotions/d.a"), 400, "malformed-request");
        assertProblem(operator.delete("/api/cache/demotions/d.a?reason=x&dry-run=true"), 400, "malformed-request");
        assertThat(wrongFields(operator.delete("/api/cache/demotions/d.a?reason=")))
                .containsExactly("reason");
        assertProblem(operator.delete("/api/cache/demotions/d.b?reason=x"), 404, "unknown-item");

        assertThat(inForce("d.a")).isEqualTo("user");
    }

    @Test
    void aDemotionThatCannotBeWrittenOffStays() throws IOException {
        // Where the new file would be written.
        Files.createDirectories(directory.resolve("cache/demotions.jsonl.new/x"));

        assertProblem(operator.delete("/api/cache/demotions/d.a?reason=x"), 500, "internal");

        assertThat(inForce("d.a")).isEqualTo("user");
        assertThat(Files.readString(file())).contains("d.a");
    }
}
