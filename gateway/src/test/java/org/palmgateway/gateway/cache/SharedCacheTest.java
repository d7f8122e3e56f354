package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** What RFC 9111 asks of a shared cache, over HTTP; what its rules decide alone is tested with them. */
class SharedCacheTest {

    /** Stale as soon as it comes, and can be validated. */
    private static final String STALE = "max-age=60";

    @TempDir
    private static Path directory;

    private static CachedProvince province;

    @BeforeAll
    static void start() {
        province = new CachedProvince(directory, "");
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @Test
    void section4_storedResponseIsGivenWithItsAge() {
        province.on("/open/age", "a", "Cache-Control", "max-age=60", "Age", "20", "ETag", "\"v1\"");

        HttpResponse<String> first = province.get("/open/age");
        HttpResponse<String> second = province.get("/open/age");

        assertThat(status(first)).isEqualTo("palm; fwd=uri-miss; fwd-status=200; stored");
        assertThat(second.body()).isEqualTo("a");
        assertThat(Integer.parseInt(header(second, "Age"))).isBetween(20, 40);
        assertThat(status(second)).matches("palm; hit; ttl=[2-4]\\d");
        assertThat(province.asked("/open/age")).isEqualTo(1);
    }

    @Test
    void section2_queryIsPartOfTheKey() {
        province.on(
                "/open/query",
                (request, response) ->
                        response.header("Cache-Control", "max-age=60").sendString(Mono.just(request.uri())));

        province.get("/open/query?page=1");

        assertThat(province.get("/open/query?page=2").body()).endsWith("page=2");
        assertThat(province.get("/open/query?page=1").body()).endsWith("page=1");
        assertThat(province.asked("/open/query")).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"no-store", "private", "private, max-age=60", "no-store, max-age=60", "public, no-store"})
    void section3_responseThatForbidsItIsNotStored(String control) {
        String path = "/open/forbidden/" + control.replaceAll("[^a-z]", "");
        province.on(path, "a", "Cache-Control", control);

        province.get(path);
        HttpResponse<String> second = province.get(path);

        assertThat(province.asked(path)).isEqualTo(2);
        assertThat(status(second)).startsWith("palm; fwd=uri-miss; fwd-status=200; detail=");
    }

    @ParameterizedTest
    @CsvSource({"200", "203", "301", "404", "410", "308"})
    void section3_statusCodesThatAreCacheableByDefaultAreStored(int code) {
        String path = "/open/status/" + code;
        province.on(path, code, "a", "Cache-Control", "max-age=60", "Location", "/open/elsewhere");

        province.get(path);

        assertThat(province.get(path).statusCode()).isEqualTo(code);
        assertThat(province.asked(path)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500", "502", "503", "206"})
    void section3_statusCodesThatAreNotUnderstoodOrPassAreNotStored(int code) {
        String path = "/open/unstored/" + code;
        province.on(path, code, "a", "Cache-Control", "max-age=60");

        province.get(path);
        province.get(path);

        // Departments that answer 502 or 503 are asked twice each time.
        assertThat(province.asked(path)).isGreaterThanOrEqualTo(2);
    }

    @Test
    void section3_1_fieldsOfTheConnectionAndOfSingleCallersAreNotStored() {
        province.on(
                "/open/fields",
                "a",
                "Cache-Control",
                "max-age=60, no-cache=\"X-Once\", private=\"X-Mine\"",
                "X-Once",
                "1",
                "X-Mine",
                "2",
                "Proxy-Authenticate",
                "Basic",
                "X-Kept",
                "3");

        province.get("/open/fields");
        HttpResponse<String> second = province.get("/open/fields");

        assertThat(province.asked("/open/fields")).isEqualTo(1);
        assertThat(header(second, "X-Kept")).isEqualTo("3");
        assertThat(second.headers().map()).doesNotContainKeys("x-once", "x-mine", "proxy-authenticate");
    }

    @Test
    void section3_2_confirmedResponseTakesTheNewerFieldsButNotThoseOfTheContent() {
        province.on("/open/fresher", "abc", "Cache-Control", STALE, "Age", "100", "ETag", "\"v1\"", "X-A", "old");
        province.get("/open/fresher");
        province.on(
                "/open/fresher",
                304,
                "",
                "Cache-Control",
                "max-age=600",
                "ETag",
                "\"v1\"",
                "X-A",
                "new",
                "Content-Type",
                "text/odd");

        HttpResponse<String> confirmed = province.get("/open/fresher");
        HttpResponse<String> hit = province.get("/open/fresher");

        assertThat(confirmed.statusCode()).isEqualTo(200);
        assertThat(confirmed.body()).isEqualTo("abc");
        assertThat(header(confirmed, "X-A")).isEqualTo("new");
        assertThat(header(confirmed, "Content-Type")).isNotEqualTo("text/odd");
        assertThat(status(confirmed)).isEqualTo("palm; fwd=stale; fwd-status=304; stored");
        assertThat(status(hit)).startsWith("palm; hit; ttl=");
        assertThat(province.last("/open/fresher").headers().get("If-None-Match"))
                .isEqualTo("\"v1\"");
        assertThat(province.asked("/open/fresher")).isEqualTo(2);
    }

    @Test
    void section3_3_partsAreGivenOfACompleteResponse() {
        province.on("/open/parts", "0123456789", "Cache-Control", "max-age=60", "ETag", "\"v1\"");
        province.get("/open/parts");

        HttpResponse<String> part = province.get("/open/parts", "Range", "bytes=2-4");
        HttpResponse<String> end = province.get("/open/parts", "Range", "bytes=-3");
        HttpResponse<String> beyond = province.get("/open/parts", "Range", "bytes=10-");
        HttpResponse<String> changed = province.get("/open/parts", "Range", "bytes=2-4", "If-Range", "\"v0\"");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("234");
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 2-4/10");
        assertThat(end.body()).isEqualTo("789");
        assertThat(beyond.statusCode()).isEqualTo(416);
        assertThat(header(beyond, "Content-Range")).isEqualTo("bytes */10");
        assertThat(beyond.body()).contains("\"code\":\"range-not-satisfiable\"");
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.body()).isEqualTo("0123456789");
        assertThat(province.asked("/open/parts")).isEqualTo(1);
    }

    @Test
    void section3_3_partOfADepartmentIsNotStored() {
        province.on("/open/part", (request, response) -> {
            if (request.requestHeaders().contains("Range")) {
                response.status(206).header("Content-Range", "bytes 0-0/3").header("Cache-Control", "max-age=60");
                return response.sendString(Mono.just("a"));
            }
            return response.header("Cache-Control", "max-age=60").sendString(Mono.just("abc"));
        });

        HttpResponse<String> part = province.get("/open/part", "Range", "bytes=0-0");

        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(status(part)).isEqualTo("palm; fwd=partial");
        assertThat(province.get("/open/part").body()).isEqualTo("abc");
    }

    @Test
    void section4_1_variantsAreSelectedByTheFieldsOfVary() {
        province.on("/open/language", (request, response) -> {
            String language = request.requestHeaders().get("Accept-Language", "none");
            return response.header("Cache-Control", "max-age=60")
                    .header("Vary", "Accept-Language, User-Agent")
                    .sendString(Mono.just(language));
        });

        province.get("/open/language", "Accept-Language", "zh-CN");
        province.get("/open/language", "Accept-Language", "en");
        HttpResponse<String> chinese = province.get("/open/language", "Accept-Language", "ZH-cn ");
        HttpResponse<String> english = province.get("/open/language", "Accept-Language", "en", "User-Agent", "other");
        HttpResponse<String> german = province.get("/open/language", "Accept-Language", "de");

        assertThat(chinese.body()).isEqualTo("zh-cn");
        assertThat(english.body()).isEqualTo("en");
        assertThat(status(english)).startsWith("palm; hit");
        assertThat(status(german)).isEqualTo("palm; fwd=vary-miss; fwd-status=200; stored");
        assertThat(province.asked("/open/language")).isEqualTo(3);
    }

    @Test
    void section4_1_varyByAnythingIsNeverReused() {
        province.on("/open/any", "a", "Cache-Control", "max-age=60", "Vary", "Accept, *");

        province.get("/open/any");
        province.get("/open/any");

        assertThat(province.asked("/open/any")).isEqualTo(2);
    }

    @Test
    void section4_3_1_validationUsesLastModifiedWhereThereIsNoTag() {
        String modified = "Tue, 24 Nov 2026 08:00:00 GMT";
        province.on("/open/modified", "a", "Cache-Control", STALE, "Age", "100", "Last-Modified", modified);
        province.get("/open/modified");

        province.get("/open/modified");

        assertThat(province.last("/open/modified").headers().get("If-Modified-Since"))
                .isEqualTo(modified);
    }

    @Test
    void section4_3_2_conditionsOfCallersAreJudgedByWhatIsStored() {
        String modified = "Tue, 24 Nov 2026 08:00:00 GMT";
        province.on(
                "/open/conditions",
                "abc",
                "Cache-Control",
                "max-age=60",
                "ETag",
                "\"v1\"",
                "Last-Modified",
                modified,
                "Content-Language",
                "en");
        province.get("/open/conditions");

        HttpResponse<String> same = province.get("/open/conditions", "If-None-Match", "\"v0\", W/\"v1\"");
        HttpResponse<String> other = province.get("/open/conditions", "If-None-Match", "\"v0\"");
        HttpResponse<String> since = province.get("/open/conditions", "If-Modified-Since", modified);
        HttpResponse<String> tagFirst =
                province.get("/open/conditions", "If-None-Match", "\"v0\"", "If-Modified-Since", modified);

        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.body()).isEmpty();
        assertThat(header(same, "ETag")).contains("v1");
        assertThat(header(same, "Cache-Control")).isEqualTo("max-age=60");
        assertThat(same.headers().map()).doesNotContainKeys("content-language", "content-type");
        assertThat(other.statusCode()).isEqualTo(200);
        assertThat(since.statusCode()).isEqualTo(304);
        assertThat(tagFirst.statusCode()).isEqualTo(200);
        assertThat(province.asked("/open/conditions")).isEqualTo(1);
    }

    @Test
    void section4_3_2_conditionsThatOnlyTheDepartmentCanJudgeAreForwarded() {
        province.on("/open/match", "abc", "Cache-Control", "max-age=60", "ETag", "\"v1\"");
        province.get("/open/match");

        HttpResponse<String> answer = province.get("/open/match", "If-Match", "\"v1\"");

        assertThat(status(answer)).isEqualTo("palm; fwd=bypass");
        assertThat(province.last("/open/match").headers().get("If-Match")).isEqualTo("\"v1\"");
    }

    @Test
    void section4_3_2_callerThatHasTheResponseAlreadyFillsTheCacheAllTheSame() {
        province.on("/open/has", "abc", "Cache-Control", "max-age=60", "ETag", "\"v1\"");

        HttpResponse<String> first = province.get("/open/has", "If-None-Match", "\"v1\"");
        HttpResponse<String> second = province.get("/open/has");

        assertThat(first.statusCode()).isEqualTo(304);
        assertThat(first.body()).isEmpty();
        assertThat(second.body()).isEqualTo("abc");
        assertThat(province.asked("/open/has")).isEqualTo(1);
    }

    @Test
    void section4_3_3_fullResponseTakesThePlaceOfTheStoredOne() {
        province.on("/open/replaced", "old", "Cache-Control", STALE, "Age", "100", "ETag", "\"v1\"");
        province.get("/open/replaced");
        province.on("/open/replaced", "new", "Cache-Control", "max-age=60", "ETag", "\"v2\"");

        HttpResponse<String> replaced = province.get("/open/replaced");
        HttpResponse<String> hit = province.get("/open/replaced");

        assertThat(replaced.body()).isEqualTo("new");
        assertThat(status(replaced)).isEqualTo("palm; fwd=stale; fwd-status=200; stored");
        assertThat(hit.body()).isEqualTo("new");
        assertThat(province.asked("/open/replaced")).isEqualTo(2);
    }

    @Test
    void section4_3_3_storedResponseGoesWhenItsSuccessorForbidsStoring() {
        province.on(
                "/open/gone", "old", "Cache-Control", STALE + ", stale-if-error=600", "Age", "100", "ETag", "\"v1\"");
        province.get("/open/gone");
        province.on("/open/gone", "new", "Cache-Control", "no-store");
        province.get("/open/gone");
        province.on("/open/gone", 500, "failed");

        assertThat(province.get("/open/gone").statusCode()).isEqualTo(500);
    }

    @Test
    void section4_3_4_confirmationOfSomethingElseIsNotBelieved() {
        province.on("/open/wrong", "old", "Cache-Control", STALE, "Age", "100", "ETag", "\"v1\"");
        province.get("/open/wrong");
        province.on(
                "/open/wrong",
                (request, response) -> request.requestHeaders().contains("If-None-Match")
                        ? response.status(304).header("ETag", "\"v9\"").send()
                        : response.header("Cache-Control", "max-age=60").sendString(Mono.just("new")));

        assertThat(province.get("/open/wrong").body()).isEqualTo("new");
    }

    @Test
    void section4_3_5_headIsAnsweredFromAResponseToGet() {
        province.on("/open/head", "abc", "Cache-Control", "max-age=60", "ETag", "\"v1\"");
        province.get("/open/head");

        HttpResponse<String> head = province.send("HEAD", "/open/head");

        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(header(head, "Content-Length")).isEqualTo("3");
        assertThat(status(head)).startsWith("palm; hit");
        assertThat(province.asked("/open/head")).isEqualTo(1);
    }

    @Test
    void section4_3_5_responseToHeadBringsTheStoredOneUpToDateOrOutOfIt() {
        String[] stale = {"Cache-Control", STALE, "Age", "100", "ETag", "\"v1\""};
        province.on("/open/head-same", "abc", stale);
        province.on("/open/head-other", "abc", stale);
        province.get("/open/head-same");
        province.get("/open/head-other");
        province.on("/open/head-same", "abc", "Cache-Control", "max-age=60", "ETag", "\"v1\"");
        province.on("/open/head-other", "abcd", "Cache-Control", "max-age=60", "ETag", "\"v1\"");

        province.send("HEAD", "/open/head-same");
        province.send("HEAD", "/open/head-other");

        assertThat(status(province.get("/open/head-same"))).startsWith("palm; hit");
        assertThat(status(province.get("/open/head-other"))).startsWith("palm; fwd=uri-miss");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE"})
    void section4_4_changeForgetsWhatIsStoredForItsTarget(String method) {
        String path = "/open/changed/" + method;
        province.on(path, "a", "Cache-Control", "max-age=60");
        province.get(path);

        assertThat(province.send(method, path).statusCode()).isEqualTo(200);

        assertThat(status(province.get(path))).startsWith("palm; fwd=uri-miss");
    }

    @Test
    void section4_4_changeThatFailsForgetsNothing() {
        province.on("/open/unchanged", "a", "Cache-Control", "max-age=60");
        province.get("/open/unchanged");
        province.on("/open/unchanged", 409, "conflict");

        province.send("PUT", "/open/unchanged");

        assertThat(status(province.get("/open/unchanged"))).startsWith("palm; hit");
    }

    @Test
    void section4_4_changeForgetsWhatItsLocationsOfTheSameOriginName() {
        String host = "127.0.0.1:" + province.gateway.port();
        for (String each : new String[] {"list", "item", "foreign"}) {
            province.on("/open/" + each, each, "Cache-Control", "max-age=60");
            province.get("/open/" + each);
        }
        province.on(
                "/open/new",
                201,
                "",
                "Location",
                "http://" + host + "/open/./item",
                "Content-Location",
                "../open/list");
        province.send("POST", "/open/new");
        province.on("/open/new", 201, "", "Location", "http://elsewhere.example/open/foreign");
        province.send("POST", "/open/new");

        assertThat(status(province.get("/open/item"))).startsWith("palm; fwd=uri-miss");
        assertThat(status(province.get("/open/list"))).startsWith("palm; fwd=uri-miss");
        assertThat(status(province.get("/open/foreign"))).startsWith("palm; hit");
    }

    @Test
    void section5_2_1_1_maxAgeOfACallerAsksForANewerOne() {
        province.on("/open/max-age", "a", "Cache-Control", "max-age=60", "Age", "30", "ETag", "\"v1\"");
        province.get("/open/max-age");

        assertThat(status(province.get("/open/max-age", "Cache-Control", "max-age=10")))
                .startsWith("palm; fwd=request");
        assertThat(status(province.get("/open/max-age", "Cache-Control", "max-age=59")))
                .startsWith("palm; hit");
    }

    @Test
    void section5_2_1_2_maxStaleOfACallerTakesAStaleOneUnlessItMustBeValidated() {
        province.on("/open/max-stale", "a", "Cache-Control", "max-age=60", "Age", "70", "ETag", "\"v1\"");
        province.on("/open/must", "a", "Cache-Control", "max-age=60, must-revalidate", "Age", "70", "ETag", "\"v1\"");
        province.get("/open/max-stale");
        province.get("/open/must");

        assertThat(status(province.get("/open/max-stale", "Cache-Control", "max-stale=60")))
                .isEqualTo("palm; hit; detail=max-stale");
        assertThat(status(province.get("/open/must", "Cache-Control", "max-stale=60")))
                .startsWith("palm; fwd=stale");
    }

    @Test
    void section5_2_1_3_minFreshOfACallerAsksForOneThatStaysFresh() {
        province.on("/open/min-fresh", "a", "Cache-Control", "max-age=60", "Age", "30", "ETag", "\"v1\"");
        province.get("/open/min-fresh");

        assertThat(status(province.get("/open/min-fresh", "Cache-Control", "min-fresh=50")))
                .startsWith("palm; fwd=request");
    }

    @ParameterizedTest
    @CsvSource({"Cache-Control, no-cache", "Pragma, no-cache"})
    void section5_2_1_4_noCacheOfACallerValidates(String name, String value) {
        String path = "/open/no-cache/" + name;
        province.on(path, "a", "Cache-Control", "max-age=60", "ETag", "\"v1\"");
        province.get(path);
        province.on(path, 304, "", "ETag", "\"v1\"");

        HttpResponse<String> answer = province.get(path, name, value);

        assertThat(answer.body()).isEqualTo("a");
        assertThat(status(answer)).isEqualTo("palm; fwd=request; fwd-status=304; stored");
    }

    @Test
    void section5_2_1_5_noStoreOfACallerStoresNothing() {
        province.on("/open/no-store", "a", "Cache-Control", "max-age=60");

        province.get("/open/no-store", "Cache-Control", "no-store");

        assertThat(status(province.get("/open/no-store"))).startsWith("palm; fwd=uri-miss");
    }

    @Test
    void section5_2_1_7_onlyIfCachedIsAnsweredFromTheCacheOrWith504() {
        province.on("/open/only", "a", "Cache-Control", "max-age=60");

        HttpResponse<String> before = province.get("/open/only", "Cache-Control", "only-if-cached");
        province.get("/open/only");
        HttpResponse<String> after = province.get("/open/only", "Cache-Control", "only-if-cached");

        assertThat(before.statusCode()).isEqualTo(504);
        assertThat(before.body()).contains("\"code\":\"not-cached\"");
        assertThat(after.body()).isEqualTo("a");
        assertThat(province.asked("/open/only")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"must-revalidate", "proxy-revalidate", "s-maxage=60", "no-cache"})
    void section4_2_4_staleResponseThatMustBeValidatedIsNotGivenWhenThatFails(String directive) {
        String path = "/open/strict/" + directive.replace("=", "");
        province.on(
                path,
                "a",
                "Cache-Control",
                "max-age=60, stale-if-error=600, " + directive,
                "Age",
                "100",
                "ETag",
                "\"v1\"");
        province.get(path);
        province.on(path, 500, "failed");

        assertThat(province.get(path).statusCode()).isEqualTo(500);
    }

    @Test
    void section5_2_2_1_responseIsStaleWhenItIsOlderThanItsMaxAge() {
        province.on("/open/older", "a", "Cache-Control", "max-age=60", "Age", "61", "ETag", "\"v1\"");
        province.on("/open/younger", "a", "Cache-Control", "max-age=60", "Age", "30", "ETag", "\"v1\"");
        province.get("/open/older");
        province.get("/open/younger");

        assertThat(status(province.get("/open/older"))).startsWith("palm; fwd=stale");
        assertThat(status(province.get("/open/younger"))).startsWith("palm; hit");
    }

    @Test
    void section5_2_2_9_publicAllowsStoringWhatIsNotCacheableByDefault() {
        String modified = "Tue, 25 Nov 2025 08:00:00 GMT";
        province.on("/open/public", 403, "a", "Cache-Control", "public", "Last-Modified", modified);
        province.on("/open/not-public", 403, "a", "Last-Modified", modified);
        province.get("/open/public");
        province.get("/open/not-public");

        assertThat(status(province.get("/open/public"))).startsWith("palm; hit");
        assertThat(status(province.get("/open/not-public"))).contains("detail=no-freshness");
    }

    @Test
    void section5_5_warningIsNotUsed() {
        province.on(
                "/open/warning", "a", "Cache-Control", "max-age=60, stale-if-error=600", "Age", "70", "ETag", "\"v1\"");
        province.get("/open/warning");

        HttpResponse<String> stale = province.get("/open/warning", "Cache-Control", "max-stale");

        assertThat(status(stale)).startsWith("palm; hit; detail=max-stale");
        assertThat(stale.headers().map()).doesNotContainKey("warning");
    }

    @Test
    void section5_2_2_4_noCacheOfAResponseIsStoredAndValidatedEachTime() {
        province.on("/open/always", "a", "Cache-Control", "no-cache", "ETag", "\"v1\"");
        province.get("/open/always");
        province.on("/open/always", 304, "", "Cache-Control", "no-cache", "ETag", "\"v1\"");

        assertThat(province.get("/open/always").body()).isEqualTo("a");
        assertThat(province.get("/open/always").body()).isEqualTo("a");
        assertThat(province.asked("/open/always")).isEqualTo(3);
    }

    @Test
    void rfc9213_targetedFieldStandsAboveTheGeneralOne() {
        province.on("/open/targeted", "a", "Cache-Control", "no-store", "CDN-Cache-Control", "max-age=60");

        province.get("/open/targeted");

        assertThat(status(province.get("/open/targeted"))).startsWith("palm; hit");
    }
}
