package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;

import io.netty.handler.codec.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.gateway.admin.Operator;
import org.palmgateway.gateway.plane.TestGateway;
import reactor.core.publisher.Mono;

/** Who shares an answer, and what a department learns of the one it is made for. */
class AudiencesTest {

    @TempDir
    private static Path directory;

    private static CachedProvince province;
    private static String zhang;
    private static String li;

    @BeforeAll
    static void start() {
        province = new CachedProvince(directory, "", "--palm.data-plane.public-uri=https://api.example.gov.cn");
        zhang = province.citizen("zhang", "phone");
        li = province.citizen("li", "phone");
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    private static String claims(HttpHeaders seen) {
        String passport = seen.get("Palm-Passport");
        return passport == null
                ? ""
                : new String(Base64.getUrlDecoder().decode(passport.split("\\.", -1)[1]), StandardCharsets.UTF_8);
    }

    @Test
    void publicAnswerIsSharedByAllAndItsDepartmentLearnsNothingOfTheCaller() {
        province.on("/public/shared", "for all", "Cache-Control", "max-age=60");

        HttpResponse<String> first = province.as(
                zhang,
                "/public/shared",
                "Cookie",
                "session=1",
                "X-User-Id",
                "zhang",
                "X-Api-Key",
                "k",
                "User-Agent",
                "zhangs-phone",
                "Referer",
                "https://zhang.example/",
                "X-Forwarded-For",
                "10.0.0.1",
                "tracestate",
                "who=zhang",
                "Accept-Language",
                "zh-CN",
                "Palm-Region",
                "330106");
        HttpResponse<String> second = province.as(li, "/public/shared", "Palm-Region", "330200");

        assertThat(first.body()).isEqualTo("for all");
        assertThat(status(second)).startsWith("palm; hit");
        HttpHeaders seen = province.last("/public/shared").headers();
        assertThat(seen.names().stream().map(name -> name.toLowerCase(Locale.ROOT)))
                .containsExactlyInAnyOrder(
                        "accept-language",
                        "accept-encoding",
                        "forwarded",
                        "host",
                        "palm-region",
                        "palm-request-id",
                        "palm-time-left",
                        "traceparent",
                        "user-agent",
                        "accept",
                        "x-forwarded-host",
                        "x-forwarded-proto");
        assertThat(seen.get("User-Agent")).startsWith("ReactorNetty");
        assertThat(seen.get("Accept")).isEqualTo("*/*");
        assertThat(seen.get("Palm-Region")).isEqualTo("requested=330000; served=330000");
        assertThat(seen.toString()).doesNotContain("zhang").doesNotContain("127.0.0.1:" + province.gateway.port());
    }

    @Test
    void whereTheCallerCameInDecidesNothingOfASharedAnswer() {
        province.on(
                "/open/links",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(Mono.just(request.requestHeaders().get("X-Forwarded-Host"))));

        HttpResponse<String> first = province.get(
                "/open/links",
                "X-Forwarded-Host",
                "evil.example",
                "X-Forwarded-Scheme",
                "gopher",
                "X-Host",
                "evil.example",
                "X-Original-URL",
                "/open/other",
                "Forwarded",
                "host=evil.example");

        assertThat(first.body()).isEqualTo("api.example.gov.cn");
        assertThat(province.last("/open/links").headers().toString()).doesNotContain("evil");
    }

    @Test
    void answerForARegionIsSharedByThoseWhoAskForIt() {
        province.on(
                "/region/a",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(Mono.just(request.requestHeaders().get("Palm-Region"))));

        province.as(zhang, "/region/a", "Palm-Region", "330106");
        HttpResponse<String> same = province.as(li, "/region/a", "Palm-Region", "330106");
        HttpResponse<String> other = province.as(li, "/region/a", "Palm-Region", "330200");

        assertThat(status(same)).startsWith("palm; hit");
        assertThat(same.body()).isEqualTo("requested=330106; served=330000");
        assertThat(other.body()).isEqualTo("requested=330200; served=330000");
        assertThat(claims(province.last("/region/a").headers())).isEmpty();
    }

    @Test
    void answerForAnApplicationIsSharedByItsUsersWhoseNamesItsDepartmentDoesNotLearn() {
        province.on(
                "/application/a",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .header("Vary", "Palm-Passport")
                        .sendString(Mono.just(claims(request.requestHeaders()))));

        HttpResponse<String> first = province.as(zhang, "/application/a");
        HttpResponse<String> same = province.as(li, "/application/a");
        HttpResponse<String> other = province.as(province.citizen("zhang", "clinic"), "/application/a");

        assertThat(first.body())
                .contains("\"application\":\"phone\"")
                .contains("\"roles\":[]", "\"scope\":\"\"")
                .doesNotContain("张伟")
                .doesNotContain("acr");
        assertThat(same.body()).isEqualTo(first.body());
        assertThat(status(same)).startsWith("palm; hit");
        assertThat(other.body()).contains("\"application\":\"clinic\"");
    }

    @Test
    void answerForACallerIsSharedWithNobody() {
        province.on(
                "/user/a",
                (request, response) -> response.header("Cache-Control", "private, max-age=60")
                        .sendString(Mono.just(claims(request.requestHeaders()))));

        HttpResponse<String> first = province.as(zhang, "/user/a");
        HttpResponse<String> again = province.as(province.citizen("zhang", "phone"), "/user/a");
        HttpResponse<String> other = province.as(li, "/user/a");
        HttpResponse<String> lessEntitled = province.as(
                province.issuer.token(claims -> claims.subject("zhang").claim("scope", "read")), "/user/a");

        assertThat(first.body()).contains("张伟");
        assertThat(status(again)).startsWith("palm; hit");
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.body()).isNotEqualTo(first.body());
        assertThat(lessEntitled.body()).contains("\"scope\":\"read\"");
        assertThat(province.asked("/user/a")).isEqualTo(3);
    }

    @Test
    void changeByOneCallerForgetsWhatIsKeptForItAndNotForOthers() {
        province.on("/user/changed", "a", "Cache-Control", "max-age=60");
        province.as(zhang, "/user/changed");
        province.as(li, "/user/changed");

        province.send("PUT", "/user/changed", "Authorization", "Bearer " + zhang);

        assertThat(status(province.as(li, "/user/changed"))).startsWith("palm; hit");
        assertThat(status(province.as(zhang, "/user/changed"))).startsWith("palm; fwd=uri-miss");
    }

    @Test
    void hitIsAuthorisedLikeAnyOtherRequest() {
        province.on("/public/access", "a", "Cache-Control", "max-age=60");
        province.as(zhang, "/public/access");

        assertThat(province.get("/public/access").statusCode()).isEqualTo(401);
        assertThat(province.as(zhang + "x", "/public/access").statusCode()).isEqualTo(401);
        assertThat(province.as(province.issuer.official(), "/public/access").statusCode())
                .isEqualTo(403);
        assertThat(province.asked("/public/access")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "public      | Cache-Control | private, max-age=60 | private",
                "region      | Cache-Control | private, max-age=60 | private",
                "application | Cache-Control | private, max-age=60 | private",
                "public      | Set-Cookie    | a=b                 | set-cookie",
                "user        | Set-Cookie    | a=b                 | set-cookie",
                "public      | Vary          | Cookie              | vary-by-caller",
                "region      | Vary          | authorization       | vary-by-caller",
                "region      | Vary          | Palm-Passport       | vary-by-caller",
                "public      | Vary          | Palm-Region         | vary-by-region"
            })
    void answerThatClaimsLessSharingIsNotStoredAndItsRouteIsToldSo(
            String audience, String name, String value, String why) {
        String path = "/" + audience + "/less/" + why;
        if (name.equals("Cache-Control")) {
            province.on(path, "a", name, value);
        } else {
            province.on(path, "a", name, value, "Cache-Control", "public, max-age=60");
        }

        HttpResponse<String> first = province.as(zhang, path);
        HttpResponse<String> second = province.as(zhang, path);

        assertThat(status(first)).isEqualTo("palm; fwd=uri-miss; fwd-status=200; detail=" + why);
        assertThat(status(second)).doesNotContain("hit");
        assertThat(province.gateway
                        .admin("/metrics", "Authorization", "Bearer " + province.issuer.official("operator"))
                        .body())
                .containsPattern("palm_cache_refused_total\\{department=\"d\",why=\"" + why + "\"\\}");
    }

    @Test
    void departmentThatWantsToKnowItsCallerShowsThatItsRouteSharesTooMuch() {
        province.on("/public/personal", 401, "who are you", "Cache-Control", "max-age=60");

        HttpResponse<String> answer = province.as(zhang, "/public/personal");

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(status(answer)).endsWith("detail=caller-wanted");
        assertThat(province.gateway
                        .admin(
                                "/api/cache/routes/d.public",
                                "Authorization",
                                "Bearer " + province.issuer.official("operator"))
                        .body())
                .contains("{\"why\":\"caller-wanted\",\"claimsLess\":true");
    }

    @Test
    void routeWithoutAWordKeepsNothing() {
        province.on("/uncached/me/records/x.css", "mine", "Cache-Control", "public, max-age=600");

        province.as(zhang, "/uncached/me/records/x.css");
        HttpResponse<String> other = province.as(li, "/uncached/me/records/x.css");

        assertThat(status(other)).isEmpty();
        assertThat(province.asked("/uncached/me/records/x.css")).isEqualTo(2);
    }

    @Test
    void whatIsKeptSurvivesAReloadOfItsBundle() {
        province.on("/open/reload", "a", "Cache-Control", "max-age=60");
        province.get("/open/reload");
        String revision = province.get("/open/reload")
                .headers()
                .firstValue("Palm-Revision")
                .orElseThrow();

        province.gateway.write("d.yaml", province.bundle("deadline: 50s"));
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(10),
                        () -> !province.get("/open/reload")
                                .headers()
                                .firstValue("Palm-Revision")
                                .orElseThrow()
                                .equals(revision)))
                .isTrue();

        assertThat(status(province.get("/open/reload"))).startsWith("palm; hit");
        assertThat(province.asked("/open/reload")).isEqualTo(1);
    }

    @Test
    void whatIsKeptByOneFieldIsNotGivenByAnother() {
        province.on(
                "/public/renamed",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(
                                Mono.just("version " + request.requestHeaders().get("App-Version", "none"))));
        String before = province.as(zhang, "/public/renamed", "App-Version", "7")
                .headers()
                .firstValue("Palm-Revision")
                .orElseThrow();

        province.gateway.write("d.yaml", province.bundle("deadline: 49s").replace("[App-Version]", "[Device-Version]"));
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(10),
                        () -> !province.as(zhang, "/public/renamed-revision")
                                .headers()
                                .firstValue("Palm-Revision")
                                .orElseThrow()
                                .equals(before)))
                .isTrue();
        HttpResponse<String> after = province.as(zhang, "/public/renamed", "Device-Version", "7");
        province.gateway.write("d.yaml", province.bundle("deadline: 48s"));

        assertThat(after.body()).isEqualTo("version none");
        assertThat(TestGateway.becomes(
                        Duration.ofSeconds(10),
                        () -> province.as(zhang, "/public/renamed", "App-Version", "7")
                                .body()
                                .equals("version 7")))
                .isTrue();
    }

    @Test
    void fieldThatTheRouteNamesIsShownAndTellsAnswersApart() {
        province.on(
                "/public/version",
                (request, response) -> response.header("Cache-Control", "max-age=60")
                        .sendString(Mono.just(request.requestHeaders().get("App-Version", "none"))));

        province.as(zhang, "/public/version", "App-Version", "7");

        assertThat(province.as(li, "/public/version", "App-Version", "8").body())
                .isEqualTo("8");
        assertThat(province.as(li, "/public/version", "app-version", "7").body())
                .isEqualTo("7");
        assertThat(province.asked("/public/version")).isEqualTo(2);
    }

    @Test
    void limitsCountHitsLikeAnyOtherRequest() {
        province.on("/open/limited", "a", "Cache-Control", "max-age=60");
        new Operator(province.gateway, province.issuer.official("operator"))
                .set(
                        "route/d.open",
                        "{\"limits\":[{\"id\":\"few\",\"permits\":1,\"window\":\"1h\",\"burst\":2,\"per\":[\"route\"]}]}");

        List<Integer> statuses = IntStream.range(0, 4)
                .mapToObj(i -> province.get("/open/limited").statusCode())
                .toList();
        new Operator(province.gateway, province.issuer.official("operator")).set("route/d.open", "{}");

        assertThat(statuses).containsExactly(200, 200, 429, 429);
        assertThat(province.asked("/open/limited")).isEqualTo(1);
    }
}
