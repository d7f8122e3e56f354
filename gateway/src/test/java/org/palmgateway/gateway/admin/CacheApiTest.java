package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.admin.Operator.assertForOperatorsOnly;
import static org.palmgateway.gateway.admin.Operator.assertProblem;
import static org.palmgateway.gateway.admin.Operator.read;
import static org.palmgateway.gateway.admin.Operator.wrongFields;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import org.reactivestreams.Publisher;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;
import tools.jackson.databind.JsonNode;

/** Every test has paths of its own, and a route of its own where it purges or counts by route. */
class CacheApiTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final Sinks.One<String> HELD = Sinks.one();

    /** What the department says about its answers by path; nothing else than that they hold for a minute if it is not listed. */
    private static final ConcurrentMap<String, Map<String, String>> FIELDS = new ConcurrentHashMap<>();

    private static final TestDepartment DEPARTMENT = new TestDepartment(CacheApiTest::answer);
    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static Operator operator;

    @BeforeAll
    static void start() {
        BundleText d = BundleText.of("d", "330000", DEPARTMENT.url());
        route(d, "d.open", "public", "public");
        route(d, "d.public", "citizen", "public");
        route(d, "d.region", "citizen", "region");
        route(d, "d.application", "citizen", "application");
        route(d, "d.user", "citizen", "user");
        route(d, "d.claims", "public", "public");
        route(d, "d.off", "public", "public");
        d.route("d.uncached", "GET", "/d.uncached/{*rest}", "audience: public");
        BundleText e = BundleText.of("e", "330100", DEPARTMENT.url());
        route(e, "e.open", "public", "public");
        route(e, "e.user", "citizen", "user");
        gateway = TestGateway.start(
                directory, ISSUER, Map.of("d", d.toString(), "e", e.toString(), "gone", gone("gone.a", "gone.b")));
        operator = new Operator(gateway, token());
    }

    /** Adds a route of paths below its id. */
    private static void route(BundleText bundle, String id, String audience, String shared) {
        bundle.route(id, "GET", "/" + id + "/{*rest}", "audience: " + audience, "cache: { audience: " + shared + " }");
    }

    private static String gone(String... routes) {
        BundleText bundle = BundleText.of("gone", "330100", DEPARTMENT.url());
        for (String id : routes) {
            route(bundle, id, "public", "public");
        }
        return bundle.toString();
    }

    private static String token() {
        return ISSUER.token(claims ->
                claims.subject("he-tao").claim("palm_audience", "official").claim("roles", List.of("operator")));
    }

    private static Publisher<Void> answer(HttpServerRequest request, HttpServerResponse response) {
        String path = path(request.uri());
        FIELDS.getOrDefault(path, Map.of("Cache-Control", "max-age=60")).forEach(response::header);
        return response.sendString(path.endsWith("/held") ? HELD.asMono() : Mono.just("answer"));
    }

    private static String path(String uri) {
        return uri.split("\\?", 2)[0];
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    private static void tagged(String path, String tags) {
        FIELDS.put(path, Map.of("Cache-Control", "max-age=60", "Cache-Tag", tags));
    }

    private static String cacheStatus(HttpResponse<?> answer) {
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.headers().firstValue("Cache-Status").orElse("");
    }

    /** Tells whether a path is answered from the cache; if it is not, it is from now on. */
    private static boolean isKept(String path, String... fields) {
        return cacheStatus(gateway.get(path, fields)).startsWith("palm; hit");
    }

    private static String[] of(String subject, String... fields) {
        return with(ISSUER.token(claims -> claims.subject(subject)), fields);
    }

    private static String[] with(String token, String... fields) {
        String[] all = java.util.Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "Authorization";
        all[fields.length + 1] = "Bearer " + token;
        return all;
    }

    private static long asked(String path) {
        return DEPARTMENT.seen().stream()
                .filter(seen -> path(seen.uri()).equals(path))
                .count();
    }

    private static JsonNode purge(String what) {
        return read(operator.post("/api/cache/purge", "{\"reason\":\"wrong\"," + what + "}"), 200);
    }

    private static JsonNode report(String route) {
        return read(operator.get("/api/cache/routes/" + route), 200);
    }

    @Test
    void aRouteIsPurgedForAllRegionsAndLanguages() {
        String path = "/d.region/a";
        FIELDS.put(path, Map.of("Cache-Control", "max-age=60", "Vary", "Accept-Language"));
        List<String[]> callers = List.of(
                of("li", "Palm-Region", "330100", "Accept-Language", "en"),
                of("li", "Palm-Region", "330100", "Accept-Language", "zh"),
                of("li", "Palm-Region", "330200", "Accept-Language", "en"),
                of("li", "Palm-Region", "330200", "Accept-Language", "zh"));
        callers.forEach(caller -> isKept(path, caller));
        isKept("/d.public/beside", of("li"));
        assertThat(callers).allMatch(caller -> isKept(path, caller));

        JsonNode purged = purge("\"route\":\"d.region\"");

        assertThat(purged.path("dryRun").asBoolean()).isFalse();
        assertThat(purged.path("keys").asLong()).isEqualTo(2);
        assertThat(purged.path("responses").asLong()).isEqualTo(4);
        assertThat(purged.path("octets").asLong()).isGreaterThan(4L * "answer".length());
        assertThat(purged.path("addresses").toString())
                .isEqualTo("[{\"route\":\"d.region\",\"address\":\"" + path + "\"}]");
        assertThat(isKept("/d.public/beside", of("li"))).isTrue();
        assertThat(callers).noneMatch(caller -> isKept(path, caller));
        assertThat(asked(path)).isEqualTo(8);
    }

    @Test
    void aDepartmentIsPurgedWithAllItsRoutes() {
        isKept("/e.open/a");
        isKept("/e.user/a", of("li"));
        isKept("/e.user/a", of("wang"));
        isKept("/d.open/not-of-e");

        JsonNode purged = purge("\"department\":\"e\"");

        assertThat(purged.path("keys").asLong()).isEqualTo(3);
        assertThat(purged.path("addresses").size()).as("nobody is named").isEqualTo(2);
        assertThat(isKept("/d.open/not-of-e")).isTrue();
        assertThat(isKept("/e.open/a")).isFalse();
        assertThat(isKept("/e.user/a", of("li"))).isFalse();
        assertThat(isKept("/e.user/a", of("wang"))).isFalse();
    }

    @Test
    void aTagIsPurgedOnWhateverRouteAndForWhomever() {
        tagged("/d.open/tagged", "flood-7, weather");
        tagged("/d.user/tagged", "flood-7");
        tagged("/d.application/tagged", "flood-7");
        tagged("/d.open/other-tag", "flood-77");
        String mini = ISSUER.token(claims -> claims.claim("client_id", "mini"));
        isKept("/d.open/tagged");
        isKept("/d.user/tagged", of("li"));
        isKept("/d.user/tagged", of("wang"));
        isKept("/d.application/tagged", of("li"));
        isKept("/d.application/tagged", with(mini));
        isKept("/d.open/other-tag");
        isKept("/d.open/untagged");

        assertThat(purge("\"tag\":\"flood-7\"").path("keys").asLong()).isEqualTo(5);

        assertThat(isKept("/d.open/other-tag")).isTrue();
        assertThat(isKept("/d.open/untagged")).isTrue();
        assertThat(isKept("/d.open/tagged")).isFalse();
        assertThat(isKept("/d.user/tagged", of("li"))).isFalse();
        assertThat(isKept("/d.user/tagged", of("wang"))).isFalse();
        assertThat(isKept("/d.application/tagged", of("li"))).isFalse();
        assertThat(isKept("/d.application/tagged", with(mini))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"max-age=60", "no-store"})
    void callersDoNotSeeTags(String control) {
        String path = "/d.open/tag-" + control;
        FIELDS.put(path, Map.of("Cache-Control", control, "Cache-Tag", "inner"));

        assertThat(gateway.get(path).headers().firstValue("Cache-Tag")).isEmpty();
        assertThat(gateway.get(path).headers().firstValue("Cache-Tag")).isEmpty();
    }

    @Test
    void anAddressIsPurgedForWhomeverInWhateverSpelling() {
        List<String> stay = List.of("/d.user/p", "/d.user/p?x=2", "/d.user/p/?x=1", "/d.user/p/q?x=1");
        stay.forEach(path -> isKept(path, of("li")));
        isKept("/d.user/p?x=1", of("li"));
        isKept("/d.user/p?x=1", of("wang"));

        JsonNode purged = purge("\"path\":\"/d.open/../d.user/%70\",\"query\":\"x=1\"");

        assertThat(purged.path("keys").asLong()).isEqualTo(2);
        assertThat(stay).allMatch(path -> isKept(path, of("li")));
        assertThat(isKept("/d.user/p?x=1", of("li"))).isFalse();
        assertThat(isKept("/d.user/p?x=1", of("wang"))).isFalse();
    }

    @Test
    void aPathWithoutQueryMeansTheOneWithoutQuery() {
        isKept("/d.open/bare");
        isKept("/d.open/bare?x=1");

        assertThat(purge("\"path\":\"/d.open/bare\"").path("keys").asLong()).isEqualTo(1);

        assertThat(isKept("/d.open/bare?x=1")).isTrue();
        assertThat(isKept("/d.open/bare")).isFalse();
    }

    @Test
    void aDryRunTellsWhatWouldBeForgottenAndForgetsNothing() {
        isKept("/d.open/dry");
        String body = "{\"reason\":\"x\",\"path\":\"/d.open/dry\"}";

        JsonNode told = read(operator.post("/api/cache/purge?dry-run=true", body), 200);

        assertThat(told.path("dryRun").asBoolean()).isTrue();
        assertThat(told.path("keys").asLong()).isEqualTo(1);
        assertThat(told.path("addresses").path(0).path("route").asString()).isEqualTo("d.open");
        assertThat(isKept("/d.open/dry")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"dry-run", "dry-run=", "dryRun=true", "dry-run=perhaps", "dry-run=true&dry-run=false"})
    void aQueryThatMayHaveMeantADryRunForgetsNothing(String query) {
        isKept("/d.open/meant");

        assertProblem(
                operator.post("/api/cache/purge?" + query, "{\"reason\":\"x\",\"path\":\"/d.open/meant\"}"),
                400,
                "malformed-request");

        assertThat(isKept("/d.open/meant")).isTrue();
    }

    @Test
    void answersOfARouteThatIsNotLiveAnyMoreArePurged() {
        isKept("/gone.a/x");
        gateway.write("gone.yaml", gone("gone.b"));
        assertThat(becomes(SOON, () -> gateway.get("/gone.a/x").statusCode() == 404))
                .isTrue();

        assertThat(purge("\"route\":\"gone.a\"").path("keys").asLong()).isEqualTo(1);

        gateway.write("gone.yaml", gone("gone.a", "gone.b"));
        assertThat(becomes(SOON, () -> gateway.get("/gone.b/x").statusCode() == 200))
                .isTrue();
        assertThat(becomes(SOON, () -> gateway.get("/gone.a/x").statusCode() == 200))
                .isTrue();
        assertThat(asked("/gone.a/x")).isEqualTo(2);
    }

    @Test
    void whatIsUnderWayIsNotKept() {
        String path = "/d.open/held";
        CompletableFuture<HttpResponse<String>> answer = gateway.client()
                .sendAsync(HttpRequest.newBuilder(gateway.uri(path)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(becomes(SOON, () -> asked(path) == 1)).isTrue();

        assertThat(purge("\"path\":\"" + path + "\"").path("keys").asLong()).isZero();
        HELD.tryEmitValue("held");

        assertThat(answer.join().body()).isEqualTo("held");
        assertThat(isKept(path)).isFalse();
        assertThat(isKept(path)).isTrue();
        assertThat(report("d.open").path("refusals").toString())
                .contains("\"why\":\"invalidated\",\"claimsLess\":false,\"times\":1");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                     | reason,route",
                "{\"route\":\"d.open\"}                                 | reason",
                "{\"reason\":\"\",\"route\":\"d.open\"}                 | reason",
                "{\"reason\":\"a\\nb\",\"route\":\"d.open\"}            | reason",
                "{\"reason\":\"x\"}                                     | route",
                "{\"reason\":\"x\",\"query\":\"a=b\"}                   | route",
                "{\"reason\":\"x\",\"route\":\"d.open\",\"tag\":\"a\"}  | route,tag",
                "{\"reason\":\"x\",\"department\":\"d\",\"path\":\"/a\",\"query\":\"b\"} | department,path",
                "{\"reason\":\"x\",\"route\":\"Not An Id\"}             | route",
                "{\"reason\":\"x\",\"route\":[\"d.open\"]}              | route",
                "{\"reason\":\"x\",\"route\":\"d.open\",\"query\":\"a\"} | query",
                "{\"reason\":\"x\",\"route\":\"d.open\",\"all\":true}   | all",
                "{\"reason\":\"x\",\"department\":\"nobody\"}           | department",
                "{\"reason\":\"x\",\"tag\":\"a,b\"}                     | tag",
                "{\"reason\":\"x\",\"tag\":null}                        | tag",
                "{\"reason\":\"x\",\"path\":\"d.open/a\"}               | path",
                "{\"reason\":\"x\",\"path\":\"/d.open//a\"}             | path",
                "{\"reason\":\"x\",\"path\":\"/../a\"}                  | path",
                "{\"reason\":\"x\",\"path\":\"/d.open/a?x=1\"}          | path",
                "{\"reason\":\"x\",\"path\":\"/a\",\"query\":\"x y\"}   | query",
                "{\"reason\":\"x\",\"path\":\"/a\",\"query\":\"x#y\"}   | query",
                "not json                                               | ``",
            })
    void whatIsWrongIsNamed(String body, String fields) {
        HttpResponse<String> answer = operator.post("/api/cache/purge", body);

        assertThat(wrongFields(answer)).containsExactlyInAnyOrder(fields.split(",", -1));
    }

    @Test
    void aDocumentOfAnotherTypeOrSizeIsRefused() {
        assertProblem(operator.post("/api/cache/purge", ""), 400, "malformed-request");
        assertProblem(operator.post("/api/cache/purge", "x".repeat(300_000)), 413, "document-too-large");
        assertProblem(
                operator.send("POST", "/api/cache/purge", BodyPublishers.ofString("{}"), "Content-Type", "text/plain"),
                415,
                "wrong-media-type");
    }

    @Test
    void aDepartmentThatClaimsLessThanItsRouteIsShownToItsOwner() {
        FIELDS.put("/d.claims/private", Map.of("Cache-Control", "private, max-age=60"));
        FIELDS.put("/d.claims/no-store", Map.of("Cache-Control", "no-store"));
        isKept("/d.claims/a");
        assertThat(isKept("/d.claims/a")).isTrue();
        assertThat(isKept("/d.claims/no-store")).isFalse();
        assertThat(report("d.claims").path("claimsLess").asBoolean()).isFalse();

        HttpResponse<String> last = gateway.get("/d.claims/private");

        JsonNode route = report("d.claims");
        assertThat(route.path("owner").asString()).isEqualTo("d");
        assertThat(route.path("department").asString()).isEqualTo("d");
        assertThat(route.path("audience").asString()).isEqualTo("public");
        assertThat(route.path("audienceInForce").asString()).isEqualTo("public");
        assertThat(route.path("enabled").asBoolean()).isTrue();
        assertThat(route.path("claimsLess").asBoolean()).isTrue();
        assertThat(route.path("answered").asLong()).isEqualTo(1);
        assertThat(route.path("forwarded").asLong()).isEqualTo(3);
        assertThat(route.path("stored").asLong()).isEqualTo(1);
        assertThat(route.path("demotion").isNull()).isTrue();
        assertThat(route.path("refusals").size()).isEqualTo(2);
        JsonNode refused = route.path("refusals").path(1);
        assertThat(refused.path("why").asString()).isEqualTo("private");
        assertThat(refused.path("claimsLess").asBoolean()).isTrue();
        assertThat(refused.path("times").asLong()).isEqualTo(1);
        assertThat(refused.path("last").asString()).endsWith("Z");
        assertThat(last.headers().firstValue("Palm-Request-Id"))
                .hasValue(refused.path("requestId").asString());
    }

    @Test
    void aRouteWhosePolicyKeepsNothingSaysSo() {
        operator.set("route/d.off", "{\"cache\":{\"enabled\":false}}");

        assertThat(report("d.off").path("enabled").asBoolean()).isFalse();
        assertThat(gateway.get("/d.off/a").headers().firstValue("Cache-Status")).isEmpty();
    }

    @Test
    void routesAreListedByIdForOwnersAndDepartments() {
        assertThat(ids("")).isSorted().contains("d.claims", "d.open", "e.user").doesNotContain("d.uncached");
        assertThat(ids("?owner=e")).containsExactly("e.open", "e.user");
        assertThat(ids("?department=e")).containsExactly("e.open", "e.user");
        assertThat(ids("?department=e&owner=d")).isEmpty();
        assertThat(ids("?owner=e&offset=1&limit=5")).containsExactly("e.user");
        assertThat(ids("?owner=e&limit=1")).containsExactly("e.open");
        assertThat(read(operator.get("/api/cache/routes?owner=e&limit=1"), 200)
                        .path("total")
                        .asInt())
                .isEqualTo(2);
    }

    private static List<String> ids(String query) {
        return read(operator.get("/api/cache/routes" + query), 200)
                .path("routes")
                .valueStream()
                .map(route -> route.path("id").asString())
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=1001", "limit=many", "offset=-1"})
    void aPageThatIsNoneIsRefused(String query) {
        assertProblem(operator.get("/api/cache/routes?" + query), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"d.uncached", "d.nothing"})
    void aRouteThatKeepsNothingIsUnknown(String route) {
        assertProblem(operator.get("/api/cache/routes/" + route), 404, "unknown-item");
    }

    @Test
    void theCacheShowsHowFullItIs() {
        JsonNode before = read(operator.get("/api/cache"), 200);
        isKept("/d.open/filling");

        JsonNode after = read(operator.get("/api/cache"), 200);

        assertThat(after.path("keys").asLong())
                .isGreaterThan(before.path("keys").asLong());
        assertThat(after.path("octets").asLong())
                .isGreaterThan(before.path("octets").asLong());
        assertThat(after.path("maximum").asLong()).isEqualTo(256L * 1024 * 1024);
        assertThat(after.path("evicted").asLong()).isZero();
        assertThat(after.path("demotions").isEmpty()).isTrue();
    }

    @Test
    void whatWasPurgedIsLoggedWithoutWhatMayNameCitizens() {
        isKept("/d.open/330106199001010015?name=li");
        Logger logger = (Logger) LoggerFactory.getLogger(CacheApi.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);

        purge("\"path\":\"/d.open/330106199001010015\",\"query\":\"name=li\"");
        purge("\"route\":\"d.application\"");
        operator.post("/api/cache/purge?dry-run=true", "{\"reason\":\"x\",\"tag\":\"t\"}");
        logger.detachAppender(log);

        assertThat(log.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .satisfiesExactly(
                        address -> assertThat(address)
                                .isEqualTo("he-tao purged an address of routes [d.open]: 1 keys. Reason: wrong"),
                        route -> assertThat(route).startsWith("he-tao purged route d.application: "));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /api/cache",
                "GET /api/cache/routes",
                "GET /api/cache/routes/d.open",
                "POST /api/cache/purge",
                "DELETE /api/cache/demotions/d.open?reason=x"
            })
    void nobodyButOperatorsSeesOrPurges(String call) {
        String method = call.substring(0, call.indexOf(' '));
        String path = call.substring(call.indexOf(' ') + 1);
        String body = "{\"reason\":\"x\",\"path\":\"/d.open/mine\"}";
        String[] json = {"Content-Type", "application/json"};
        isKept("/d.open/mine");

        assertForOperatorsOnly(gateway, ISSUER, method, path, body, json);

        assertThat(isKept("/d.open/mine")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/d.open/kept", "/d.unknown/kept"})
    void aPurgeByACallerIsAMethodLikeAnyUnknownOne(String path) {
        isKept("/d.open/kept");

        HttpResponse<String> purge = call("PURGE", path);

        HttpResponse<String> unknown = call("BREW", path);
        assertThat(purge.statusCode()).isEqualTo(path.startsWith("/d.open") ? 405 : 404);
        assertThat(purge.statusCode()).isEqualTo(unknown.statusCode());
        assertThat(purge.headers().firstValue("Allow"))
                .isEqualTo(unknown.headers().firstValue("Allow"));
        assertThat(read(purge, purge.statusCode()).path("code"))
                .isEqualTo(read(unknown, unknown.statusCode()).path("code"));
        assertThat(isKept("/d.open/kept")).isTrue();
        assertThat(DEPARTMENT.seen()).extracting(TestDepartment.Seen::method).containsOnly("GET");
    }

    private static HttpResponse<String> call(String method, String path) {
        return gateway.send(HttpRequest.newBuilder(gateway.uri(path)).method(method, BodyPublishers.noBody()));
    }

    @Test
    void theApiIsDescribed() {
        assertThat(operator.get("/openapi.json").body())
                .contains("\"/api/cache\":")
                .contains("\"/api/cache/routes\":")
                .contains("\"/api/cache/routes/{id}\":")
                .contains("\"/api/cache/purge\":")
                .contains("\"/api/cache/demotions/{route}\":");
    }
}
