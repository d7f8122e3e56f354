package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.RawConnection;
import reactor.core.publisher.Mono;

class HostileInputTest {

    @TempDir
    private static Path directory;

    private static CachedProvince province;

    @BeforeAll
    static void start() {
        province = new CachedProvince(
                directory,
                "concurrency: { initial: 2000 }",
                "--palm.cache.maximum-size=4MB",
                "--palm.cache.maximum-entry=100KB");
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    private static double metric(String name) {
        return province.gateway
                .admin("/metrics", "Authorization", "Bearer " + province.issuer.official("operator"))
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tenThousandVariantsOfOneAddressStayWithinTheirBounds() {
        province.on(
                "/open/variants",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .header("Vary", "Accept, Accept-Language")
                        .sendString(Mono.just(request.requestHeaders().get("Accept-Language") + "!".repeat(2000))));
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            HttpRequest request = HttpRequest.newBuilder(province.gateway.uri("/open/variants"))
                    .header("Accept-Language", "x-" + i)
                    .build();
            answers.add(province.gateway.client().sendAsync(request, BodyHandlers.ofString()));
            if (answers.size() == 200) {
                answers.forEach(each -> assertThat(each.join().statusCode()).isEqualTo(200));
                answers.clear();
            }
        }

        assertThat(metric("palm_cache_keys")).isLessThan(1000);
        // Sixteen variants of two thousand octets each, and what belongs to them.
        assertThat(metric("palm_cache_size_bytes")).isBetween(32_000.0, 4_000_000.0);
        assertThat(province.get("/open/variants", "Accept-Language", "x-9999").body())
                .startsWith("x-9999!");
        assertThat(province.get("/open/variants", "Accept-Language", "x-1").body())
                .startsWith("x-1!");
    }

    @Test
    void whatIsStoredStaysWithinItsOctets() {
        province.on(
                "/open/many",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(Mono.just(request.uri() + "!".repeat(20_000))));

        for (int i = 0; i < 400; i++) {
            assertThat(province.get("/open/many?" + i).body()).contains("?" + i + "!");
        }

        assertThat(metric("palm_cache_size_bytes")).isBetween(1_000_000.0, 4.0 * 1024 * 1024);
        assertThat(metric("palm_cache_evicted_total")).isPositive();
        assertThat(metric("palm_cache_in_flight_bytes")).isZero();
    }

    @Test
    void varyOfUnboundedLengthIsNotStored() {
        StringBuilder vary = new StringBuilder("accept");
        for (int i = 0; i < 100; i++) {
            vary.append(", x-").append(i);
        }
        province.on("/open/unbounded", "a", "Cache-Control", "max-age=60", "Vary", vary.toString());

        province.get("/open/unbounded");

        assertThat(status(province.get("/open/unbounded"))).contains("detail=vary-by-anything");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/user/me/records/x.css",
                "/user/me/records;x.css",
                "/user/me/records/%2e%2e/records/x.css",
                "/user/me/records/x.css?v=1",
                "/user/me/records/x%2Ecss"
            })
    void addressThatLooksLikeAnAssetIsSharedWithNobody(String path) {
        String subject = "deceived" + path.hashCode();
        province.on(
                path.split("\\?", 2)[0],
                (request, response) -> response.header("Cache-Control", "public, max-age=600")
                        .sendString(Mono.just(
                                String.valueOf(request.requestHeaders().get("Palm-Passport")))));
        String victim = province.citizen(subject, "phone");
        String attacker = province.citizen("attacker-" + subject, "phone");

        HttpResponse<String> theirs = province.as(victim, path);
        HttpResponse<String> mine = province.as(attacker, path);

        assertThat(status(mine)).doesNotContain("hit");
        assertThat(mine.body()).isNotEqualTo(theirs.body()).isNotEmpty();
        assertThat(province.get(path).statusCode()).isIn(400, 401);
    }

    @Test
    void partsOfAKeyCannotPoseAsOthers() {
        province.on(
                "/public/keys",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(Mono.just(
                                request.uri() + " " + request.requestHeaders().get("App-Version", "none"))));
        String token = province.citizen("zhang", "phone");
        String[][] asked = {
            {"/public/keys", "1"},
            {"/public/keys?a=1", "none"},
            {"/public/keys?a", "=1"},
            {"/public/keys?a=1%0d%0aApp-Version:%201", "none"},
            {"/public/keys?a=1&b=2", "none"},
            {"/public/keys?b=2&a=1", "none"}
        };

        for (String[] each : asked) {
            province.as(token, each[0], "App-Version", each[1]);
        }

        for (String[] each : asked) {
            assertThat(province.as(token, each[0], "App-Version", each[1]).body())
                    .isEqualTo(each[0] + " " + each[1]);
        }
    }

    @Test
    void lineBreaksInFieldsReachNeitherKeyNorDepartment() throws Exception {
        province.on("/open/crlf", "a", "Cache-Control", "max-age=60");
        String answer;
        try (RawConnection connection = new RawConnection(province.gateway.port())) {
            connection.send(
                    "GET /open/crlf HTTP/1.1\r\nHost: x\r\nAccept-Language: en\rX-Injected: 1\r\nConnection: close\r\n\r\n");
            answer = connection.readAll();
        }

        assertThat(answer).startsWith("HTTP/1.1 400");
        assertThat(province.asked("/open/crlf")).isZero();
    }

    @Test
    void conditionsAndRangesThatMakeNoSenseAreIgnored() {
        province.on("/open/odd", "0123456789", "Cache-Control", "max-age=60", "ETag", "\"v1\"");
        province.get("/open/odd");

        for (String range :
                List.of("bytes=5-2", "bytes=a-b", "octets=1-2", "bytes=0-0,2-3", "bytes=" + "9".repeat(30) + "-", "")) {
            HttpResponse<String> answer = province.get("/open/odd", "Range", range);
            assertThat(answer.statusCode()).as(range).isEqualTo(200);
            assertThat(answer.body()).isEqualTo("0123456789");
        }
        for (String tags : List.of("\"v1", "v1", "W/v1", ",,,", "\"v11\"")) {
            assertThat(province.get("/open/odd", "If-None-Match", tags).statusCode())
                    .as(tags)
                    .isEqualTo(200);
        }
        for (String control : List.of("max-age=abc", "=", "max-stale=x", "\"", "only-if-cached=0;", "max-age=1,,,,")) {
            assertThat(province.get("/open/odd", "Cache-Control", control).statusCode())
                    .as(control)
                    .isEqualTo(200);
        }
    }

    @Test
    void purgeOnTheDataPlaneIsNoMethod() {
        province.on("/open/purge", "a", "Cache-Control", "max-age=60");
        province.get("/open/purge");

        HttpResponse<String> answer = province.send("PURGE", "/open/purge");

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(status(province.get("/open/purge"))).startsWith("palm; hit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public, private",
                "no-store, public, max-age=600",
                "max-age=600, max-age=0",
                "private=\"Set-Cookie, max-age=600",
                "max-age=600; private",
                "s-maxage=600, private"
            })
    void answerThatContradictsItselfIsReadTheSafeWay(String control) {
        String path = "/open/contradiction/" + Integer.toHexString(control.hashCode());
        province.on(path, "a", "Cache-Control", control);

        province.get(path);

        assertThat(status(province.get(path))).doesNotContain("hit");
    }
}
