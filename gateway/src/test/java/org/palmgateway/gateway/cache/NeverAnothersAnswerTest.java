package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.HttpMethod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.gateway.admin.Operator;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.resources.ConnectionProvider;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Lets many citizens ask for a few addresses of every audience at once, of a department that tells in each answer all it was told, and says
 * whatever it likes about its keeping. Changes, purges and reloads happen meanwhile.
 */
class NeverAnothersAnswerTest {

    private static final int REQUESTS = 100_000;
    private static final int ADDRESSES = 40;

    /** Nothing is shed, and no route is demoted, so that answers stay shared although this department would tell callers apart. */
    private static final String POLICY = "retry: { attempts: 1 }, breaker: { minimum-calls: 10000, window: 10000 },"
            + " concurrency: { initial: %d, maximum: 100000 }, cache: { check-every: 0 }";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final List<String> CONTROLS = List.of(
            "max-age=60",
            "public, max-age=600",
            "private, max-age=60",
            "s-maxage=60",
            "no-cache",
            "no-store",
            "max-age=0",
            "max-age=60, must-revalidate",
            "max-age=1, stale-while-revalidate=60",
            "max-age=60, private=\"X-A\"",
            "public, private",
            "max-age=abc, public",
            "immutable, max-age=600",
            "");

    private static final List<String> VARIES = List.of(
            "",
            "",
            "",
            "Accept-Language",
            "Cookie",
            "Palm-Passport",
            "Palm-Region",
            "*",
            "User-Agent, Accept",
            "Authorization");

    @TempDir
    private Path directory;

    /** Who asks, and what its department may be told. */
    private record Caller(String subject, String application, String region, String token) {}

    /** A request that was answered with what it should not have been. */
    private record Wrong(String expected, String body, String cacheStatus) {}

    private final Queue<Wrong> wrong = new ConcurrentLinkedQueue<>();
    private final AtomicInteger hits = new AtomicInteger();
    private final Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
    private final AtomicInteger errors = new AtomicInteger();

    private static String told(HttpServerRequest request) {
        String passport = request.requestHeaders().get("Palm-Passport");
        JsonNode claims = passport == null
                ? JSON.createObjectNode()
                : JSON.readTree(new String(
                        Base64.getUrlDecoder().decode(passport.split("\\.", -1)[1]), StandardCharsets.UTF_8));
        return "name=" + claims.path("name").asString("-")
                + " application=" + claims.path("application").asString("-")
                + " region=" + request.requestHeaders().get("Palm-Region", "-").split("[=;]", -1)[1]
                + " of=" + request.uri();
    }

    private static void answer(CachedProvince province, String path, Random random) {
        String control = CONTROLS.get(random.nextInt(CONTROLS.size()));
        String vary = VARIES.get(random.nextInt(VARIES.size()));
        boolean tagged = random.nextBoolean();
        boolean cookie = random.nextInt(10) == 0;
        int status = random.nextInt(8) == 0 ? 404 : 200;
        int slow = random.nextInt(4) == 0 ? 5 : 0;
        province.on(path, (request, response) -> {
            if (!control.isEmpty()) {
                response.header("Cache-Control", control);
            }
            if (!vary.isEmpty()) {
                response.header("Vary", vary);
            }
            if (cookie) {
                response.header("Set-Cookie", "a=b");
            }
            String body = told(request);
            if (tagged) {
                String tag = "\"" + Integer.toHexString(body.hashCode()) + "\"";
                response.header("ETag", tag);
                if (tag.equals(request.requestHeaders().get("If-None-Match"))) {
                    return response.status(304).send();
                }
            }
            Mono<String> sent = Mono.just(body);
            return response.status(status).sendString(slow == 0 ? sent : sent.delayElement(Duration.ofMillis(slow)));
        });
    }

    private static String expected(String audience, Caller caller) {
        return switch (audience) {
            case "user" ->
                "name=" + caller.subject() + " application=" + caller.application() + " region=" + caller.region();
            case "application" -> "name=- application=" + caller.application() + " region=330000";
            case "region" -> "name=- application=- region=" + caller.region();
            default -> "name=- application=- region=330000";
        };
    }

    private Mono<Void> ask(HttpClient client, String path, Caller caller, int choice) {
        String audience = path.split("/", -1)[1];
        String method = choice % 50 == 0 ? "PUT" : "GET";
        return client.headers(headers -> {
                    headers.set("Authorization", "Bearer " + caller.token());
                    headers.set("Palm-Region", caller.region());
                    headers.set("Cookie", "who=" + caller.subject());
                    headers.set("User-Agent", caller.subject());
                    headers.set("X-User", caller.subject());
                    switch (choice % 17) {
                        case 1 -> headers.set("Cache-Control", "no-cache");
                        case 2 -> headers.set("Cache-Control", "max-stale=1000");
                        case 3 -> headers.set("Range", "bytes=0-");
                        case 4 -> headers.set("Accept-Language", "en");
                        case 5 -> headers.set("Accept-Encoding", "gzip");
                        case 6 -> headers.set("Cache-Control", "only-if-cached");
                        case 7 -> headers.set("If-None-Match", "\"other\"");
                        default -> {}
                    }
                })
                .request(HttpMethod.valueOf(method))
                .uri(path)
                .responseSingle((response, content) -> content.asString()
                        .defaultIfEmpty("")
                        .doOnNext(body -> {
                            int status = response.status().code();
                            statuses.computeIfAbsent(status, code -> new AtomicInteger())
                                    .incrementAndGet();
                            if (response.responseHeaders()
                                    .get("Cache-Status", "")
                                    .contains("hit")) {
                                hits.incrementAndGet();
                            }
                            boolean answered =
                                    status == 200 || status == 206 || (status == 404 && !body.startsWith("{"));
                            String should = expected(audience, caller) + " of=" + path;
                            // Whoever changes something is told of to the department; nobody else is answered with
                            // that.
                            if (answered && method.equals("GET") && !body.equals(should)) {
                                wrong.add(new Wrong(
                                        should, body, response.responseHeaders().get("Cache-Status", "")));
                            }
                        }))
                .onErrorResume(error -> {
                    errors.incrementAndGet();
                    return Mono.empty();
                })
                .then();
    }

    @Test
    void noCitizenEverSeesAnAnswerThatWasMadeForAnother() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        ConnectionProvider connections = ConnectionProvider.create("citizens", 64);
        try (CachedProvince province = new CachedProvince(directory, POLICY.formatted(2000))) {
            List<Caller> callers = callers(province);
            List<String> paths = paths(province, random);
            Operator operator = new Operator(province.gateway, province.issuer.official("operator"));
            HttpClient client = HttpClient.create(connections).baseUrl("http://127.0.0.1:" + province.gateway.port());

            Flux.range(0, REQUESTS)
                    .flatMap(
                            i -> {
                                if (i % 20_000 == 10_000) {
                                    province.gateway.write("d.yaml", province.bundle(POLICY.formatted(2000 + i)));
                                }
                                if (i % 10_000 == 5_000) {
                                    answer(province, paths.get(random.nextInt(paths.size())), random);
                                }
                                return ask(
                                        client,
                                        paths.get(random.nextInt(paths.size())),
                                        callers.get(random.nextInt(callers.size())),
                                        random.nextInt(1000));
                            },
                            64)
                    .blockLast(Duration.ofMinutes(15));

            assertThat(operator.get("/api/snapshot").statusCode()).isEqualTo(200);
        } finally {
            connections.dispose();
        }
        String seen = "seed " + seed + ", statuses " + new TreeMap<>(statuses) + ", hits " + hits;

        assertThat(wrong.stream().limit(5)).as(seen).isEmpty();
        assertThat(errors.get()).as(seen).isLessThan(REQUESTS / 100);
        // Else it would have shown nothing.
        assertThat(hits.get()).as(seen).isGreaterThan(REQUESTS / 10);
        assertThat(statuses.get(200).get()).as(seen).isGreaterThan(REQUESTS / 2);
    }

    private static List<Caller> callers(CachedProvince province) {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String subject = "citizen-" + i;
            String application = "app-" + i % 3;
            String token = province.issuer.token(claims -> claims.subject(subject)
                    .claim("name", subject)
                    .claim("client_id", application)
                    .claim("sid", "s-" + subject));
            for (String region : List.of("330000", "330100", "330106")) {
                callers.add(new Caller(subject, application, region, token));
            }
        }
        return callers;
    }

    private static List<String> paths(CachedProvince province, Random random) {
        List<String> paths = new ArrayList<>();
        for (String audience : List.of("open", "public", "region", "application", "user")) {
            for (int i = 0; i < ADDRESSES / 5; i++) {
                String path = "/" + audience + "/" + i;
                answer(province, path, random);
                paths.add(path);
            }
        }
        return paths;
    }
}
