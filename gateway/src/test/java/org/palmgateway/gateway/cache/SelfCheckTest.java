package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

class SelfCheckTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private Path directory;

    private CachedProvince province;
    private String zhang;
    private String li;

    @BeforeEach
    void start() {
        province = new CachedProvince(directory, "cache: { check-every: 1, check-budget: 5 }");
        zhang = province.citizen("zhang", "phone");
        li = province.citizen("li", "phone");
    }

    @AfterEach
    void stop() {
        province.close();
    }

    private double checks(String outcome) {
        String series = "palm_cache_checks_total{department=\"d\",outcome=\"" + outcome + "\"} ";
        return province.gateway
                .admin("/metrics", "Authorization", "Bearer " + province.issuer.official("operator"))
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .sum();
    }

    /** A department that greets whoever it is told of by name. */
    private void greets(String path) {
        province.on(path, (request, response) -> {
            String passport = request.requestHeaders().get("Palm-Passport", "");
            return response.header("Cache-Control", "max-age=600")
                    .sendString(Mono.just(passport.isEmpty() ? "hello" : "hello you"));
        });
    }

    @Test
    void answerThatDependsOnTheCallerAfterAllIsSharedNoMoreAlsoAfterARestart() throws Exception {
        greets("/public/greeting");
        province.as(zhang, "/public/greeting");
        province.as(zhang, "/public/greeting");

        assertThat(becomes(
                        SOON,
                        () -> province.as(zhang, "/public/greeting").body().equals("hello you")))
                .isTrue();

        HttpResponse<String> other = province.as(li, "/public/greeting");
        assertThat(status(other)).isEqualTo("palm; fwd=uri-miss; fwd-status=200; stored");
        assertThat(checks("different")).isGreaterThanOrEqualTo(1);
        assertThat(Files.readString(directory.resolve("cache/demotions.jsonl")))
                .contains("\"route\":\"d.public\"")
                .contains("\"difference\":\"content\"");
        assertThat(Demotions.open(directory.resolve("cache")).isDemoted("d.public"))
                .isTrue();
    }

    @Test
    void answerThatIsTheSameForAllStaysShared() {
        province.on("/public/same", "same", "Cache-Control", "max-age=600");
        province.as(zhang, "/public/same");

        assertThat(becomes(SOON, () -> {
                    province.as(li, "/public/same");
                    return checks("same") >= 5;
                }))
                .isTrue();

        assertThat(status(province.as(li, "/public/same"))).startsWith("palm; hit");
        assertThat(checks("different")).isZero();
        // One that was kept, and no more comparisons than the budget of a minute, or of two.
        assertThat(province.asked("/public/same")).isBetween(6, 11);
    }

    @Test
    void answerThatHasChangedMeanwhileIsNoReasonToStopSharing() {
        province.on("/public/changed", "old", "Cache-Control", "max-age=600");
        province.as(zhang, "/public/changed");
        province.on("/public/changed", "new", "Cache-Control", "max-age=600");

        province.as(zhang, "/public/changed");

        assertThat(becomes(SOON, () -> checks("changed") == 1)).isTrue();
        assertThat(status(province.as(li, "/public/changed"))).startsWith("palm; hit");
    }

    @Test
    void answerThatIsAnotherEachTimeIsNoReasonToStopSharing() {
        AtomicInteger counter = new AtomicInteger();
        province.on(
                "/public/counter",
                (request, response) -> response.header("Cache-Control", "max-age=600")
                        .sendString(Mono.fromSupplier(() -> "no. " + counter.incrementAndGet())));
        province.as(zhang, "/public/counter");

        province.as(zhang, "/public/counter");

        assertThat(becomes(SOON, () -> checks("changing") == 1)).isTrue();
        assertThat(status(province.as(li, "/public/counter"))).startsWith("palm; hit");
    }

    @Test
    void comparisonAsksOnBehalfOfTheVeryCallerWhoGotTheAnswer() {
        greets("/region/greeting");
        province.as(zhang, "/region/greeting");

        province.as(li, "/region/greeting");

        assertThat(becomes(
                        SOON,
                        () -> province.department.seen().stream()
                                .anyMatch(seen -> seen.headers().contains("Palm-Passport"))))
                .isTrue();
        assertThat(province.department.seen().get(0).headers().contains("Palm-Passport"))
                .isFalse();
        assertThat(province.department.seen().stream()
                        .map(seen -> seen.headers().get("Palm-Passport", ""))
                        .filter(passport -> !passport.isEmpty())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void whatACallerMakesUpDoesNotTakeTheCacheAwayFromAll() {
        province.on("/open/links", (request, response) -> {
            String agent = request.requestHeaders().get("User-Agent", "");
            String host = request.requestHeaders().get("X-Forwarded-Host", "");
            return response.status(agent.contains("scanner") ? 403 : 200)
                    .header("Cache-Control", "max-age=600")
                    .sendString(Mono.just("links to " + host));
        });
        province.get("/open/links");

        assertThat(becomes(SOON, () -> {
                    province.get("/open/links", "User-Agent", "scanner");
                    return checks("same") + checks("different") >= 1;
                }))
                .isTrue();

        assertThat(checks("different")).isZero();
        assertThat(status(province.get("/open/links"))).startsWith("palm; hit");
    }

    @Test
    void hitByHeadIsComparedLikeAnyOther() {
        greets("/public/head");
        province.as(zhang, "/public/head");

        province.send("HEAD", "/public/head", "Authorization", "Bearer " + zhang);

        assertThat(becomes(SOON, () -> checks("different") == 1)).isTrue();
    }
}
