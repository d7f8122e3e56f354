package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.palmgateway.routes.model.Route;
import org.palmgateway.sandbox.identity.SignIn;
import tools.jackson.databind.JsonNode;

/** A day in the province, seen from a phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProvinceTest {

    private static final String RECORDS = "/social-insurance/records";

    private Path work;
    private Sandbox sandbox;
    private Phone phone;
    private String citizen;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        work = directory;
        sandbox = Sandbox.start(new Sandbox.Ports(0, 0, 0, 0, 0), Path.of("bundles"), work, Map.of());
        phone = new Phone(sandbox);
        citizen = phone.signedIn("zhang-wei");
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @AfterEach
    void heal() {
        phone.heal();
    }

    @ParameterizedTest
    @MethodSource("org.palmgateway.sandbox.BundleRoutes#readableByCitizens")
    void everyAffairThatACitizenMayReadIsAnswered(Route route) {
        String path = route.pattern().toString().replaceAll("\\{[^}]+}", "2026");

        HttpResponse<String> answer =
                phone.get(path, "Authorization", citizen, "Palm-Region", route.region(), "Accept-Language", "en");

        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        assertThat(answer.body()).isNotEmpty().doesNotContain("authorization-received");
        assertThat(Phone.field(answer, "Palm-Region"))
                .isEqualTo("requested=" + route.region() + "; served=" + route.region());
        assertThat(Phone.field(answer, "Palm-Request-Id")).matches("[0-9a-f]{32}");
        assertThat(phone.requests(route.department())).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "/elderly/card, 330106, 330106",
        "/affairs/notices, 330106, 330106",
        "/affairs/notices, 330110, 330000",
        "/social-insurance/records, 330106, 330100",
        "/social-insurance/records, 330100, 330100",
        "/social-insurance/records, 330212, 330000",
        "/medical-insurance/account, 330106, 330000",
        "/housing-fund/accounts/7, 330106, 330100",
        "/housing-fund/accounts/7, 330212, 330200"
    })
    void nearestLevelThatOffersAnAffairServesIt(String path, String requested, String served) {
        HttpResponse<String> answer = phone.get(path, "Authorization", citizen, "Palm-Region", requested);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Phone.field(answer, "Palm-Region")).isEqualTo("requested=" + requested + "; served=" + served);
    }

    @ParameterizedTest
    @CsvSource({
        "330106, zh-CN, 张伟, 杭州市社会保险管理服务中心",
        "330106, en, Zhang Wei, Hangzhou Social Insurance Centre",
        "330212, zh-CN, 张伟, 浙江省社会保险事业管理中心",
        "330212, en, Zhang Wei, Zhejiang Social Insurance Centre"
    })
    void departmentsKnowTheCallerAndSpeakTheLanguage(String region, String language, String name, String centre) {
        JsonNode records = Phone.json(
                phone.get(RECORDS, "Authorization", citizen, "Palm-Region", region, "Accept-Language", language));

        assertThat(records.path("insured").asString()).isEqualTo(name);
        assertThat(records.path("served_by").asString()).isEqualTo(centre);
    }

    @Test
    void submissionIsTakenToItsDepartment() {
        HttpResponse<String> answer = phone.post(
                "/housing-fund/withdrawals",
                "{\"account\":\"7\",\"amount\":\"1800.00\",\"reason\":\"租房\"}",
                "Authorization",
                citizen);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(Phone.json(answer).path("reason").asString()).isEqualTo("租房");
        assertThat(Phone.json(answer).path("holder").asString()).isEqualTo("张伟");
    }

    @Test
    void getAffairAnswersHeadWithoutBody() {
        HttpResponse<String> open = phone.head("/affairs/notices");
        HttpResponse<String> own = phone.head("/social-insurance/records", "Authorization", citizen);

        assertThat(open.statusCode()).isEqualTo(200);
        assertThat(own.statusCode()).isEqualTo(200);
        assertThat(own.body()).isEmpty();
    }

    @Test
    void tokenIsKeptFromDepartmentsEvenWhereNobodyIsAskedForIt() {
        HttpResponse<String> answer =
                phone.get("/affairs/guides", "Authorization", citizen, "Cache-Control", "no-cache");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(phone.requests("zj-service-guide")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "zhang-wei, /office/cases",
        "zhang-wei, /office/business-registrations",
        "zhang-wei, /governance/population",
        "zhou-jing, /governance/population",
        "lin-lan, /office/cases",
        "zhou-jing, /tax/income/2026"
    })
    void affairOfAnotherAudienceIsRefused(String user, String path) {
        Phone.assertProblem(phone.get(path, "Authorization", phone.signedIn(user)), 403, "wrong-audience");
    }

    @ParameterizedTest
    @CsvSource({
        "zhou-jing, /office/cases",
        "zhou-jing, /office/business-registrations",
        "wu-qiang, /office/traffic/appeals",
        "lin-lan, /governance/population",
        "lin-lan, /governance/businesses"
    })
    void affairIsOpenToItsOwnAudience(String user, String path) {
        HttpResponse<String> answer = phone.get(path, "Authorization", phone.signedIn(user));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    void officialWithoutTheRoleIsRefused() {
        Phone.assertProblem(phone.get("/office/cases", "Authorization", phone.signedIn("xu-lei")), 403, "role-missing");
    }

    @Test
    void nobodyReadsOthersAffairsWithoutSigningIn() {
        HttpResponse<String> answer = phone.get(RECORDS);

        Phone.assertProblem(answer, 401, "token-missing");
        assertThat(Phone.field(answer, "WWW-Authenticate")).isEqualTo("Bearer realm=\"palm\"");
    }

    @Test
    void expiredTokenIsRefused() {
        String expired = phone.signedIn("zhang-wei&expires-in=-600");

        Phone.assertProblem(phone.get(RECORDS, "Authorization", expired), 401, "token-refused");
    }

    @Test
    void queueIsSeenMovingWhileItMoves() throws IOException {
        long begun = System.nanoTime();
        HttpResponse<InputStream> answer = phone.open("/affairs/offices/wensan/queue/events", "Authorization", citizen);

        try (InputStream events = answer.body()) {
            String first = new String(events.readNBytes(60), StandardCharsets.UTF_8);
            Duration untilFirst = Duration.ofNanos(System.nanoTime() - begun);
            String rest = new String(events.readAllBytes(), StandardCharsets.UTF_8);
            Duration untilLast = Duration.ofNanos(System.nanoTime() - begun);

            assertThat(Phone.field(answer, "Content-Type")).startsWith("text/event-stream");
            assertThat(first).startsWith("event: position\nid: 0\n");
            assertThat(rest).contains("id: 9");
            assertThat(untilLast).isGreaterThan(untilFirst.plusSeconds(3));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"fault\":\"reset\"} | 502 | department-broke-off | connection_terminated",
                "{\"fault\":\"empty\"} | 502 | department-broke-off | connection_terminated",
                "{\"latency\":\"5s\"} | 504 | department-slow | http_response_timeout"
            })
    void troubleOfADepartmentIsToldByAProblem(String condition, int status, String code, String error) {
        phone.set("hz-housing-fund", condition);

        HttpResponse<String> answer =
                phone.get("/housing-fund/accounts/7", "Authorization", citizen, "Palm-Region", "330106");

        Phone.assertProblem(answer, status, code);
        assertThat(Phone.json(answer).path("detail").asString()).contains("hz-housing-fund");
        assertThat(Phone.field(answer, "Proxy-Status")).isEqualTo("palm; error=" + error);
    }

    @Test
    void garbageOfADepartmentIsNotPassedOn() {
        phone.set("hz-housing-fund", "{\"fault\":\"garbage\"}");

        HttpResponse<String> answer =
                phone.get("/housing-fund/accounts/7", "Authorization", citizen, "Palm-Region", "330106");

        // Garbage without an end of line cannot be told from an answer that was broken off.
        assertThat(Phone.json(answer).path("code").asString()).isIn("department-nonsense", "department-broke-off");
        Phone.assertProblem(answer, 502, Phone.json(answer).path("code").asString());
    }

    @Test
    void ownErrorOfADepartmentIsItsAnswer() {
        phone.set("hz-housing-fund", "{\"fault\":\"error\"}");

        HttpResponse<String> answer =
                phone.get("/housing-fund/accounts/7", "Authorization", citizen, "Palm-Region", "330106");

        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(Phone.json(answer).path("error").asString()).isEqualTo("broken");
        assertThat(Phone.field(answer, "Proxy-Status")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"reset", "empty"})
    void provinceStepsInForTheCityThatIsDown(String fault) {
        phone.set("hz-social-insurance", "{\"fault\":\"" + fault + "\"}");

        HttpResponse<String> answer =
                phone.get(RECORDS, "Authorization", citizen, "Palm-Region", "330106", "Accept-Language", "en");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Phone.field(answer, "Palm-Region")).isEqualTo("requested=330106; served=330000");
        assertThat(Phone.json(answer).path("served_by").asString()).isEqualTo("Zhejiang Social Insurance Centre");
        assertThat(phone.requests("hz-social-insurance")).isPositive();
    }

    @Test
    void affairThatDoesNotAskForItIsNotTakenToTheProvince() {
        phone.set("hz-social-insurance", "{\"fault\":\"reset\"}");

        HttpResponse<String> answer =
                phone.get("/social-insurance/benefits", "Authorization", citizen, "Palm-Region", "330106");

        Phone.assertProblem(answer, 502, "department-broke-off");
    }

    @Test
    void tokenOfAProperSignInIsAccepted() throws Exception {
        SignIn browser = new SignIn(sandbox.identity().issuer());
        String back = "http://127.0.0.1:8080/app/callback";
        Map<String, String> callback = browser.authorize(
                "zhang-wei", "demo", SignIn.request("palm-app", back, "openid social-insurance.read"));
        HttpResponse<String> issued =
                browser.token("palm-app", back, callback.getOrDefault("code", ""), SignIn.VERIFIER);
        String token = "Bearer " + Phone.json(issued).path("access_token").asString();

        HttpResponse<String> granted = phone.get(RECORDS, "Authorization", token);
        HttpResponse<String> other = phone.get("/tax/income/2026", "Authorization", token);

        assertThat(granted.statusCode()).as(granted.body()).isEqualTo(200);
        assertThat(Phone.json(granted).path("insured").asString()).isEqualTo("张伟");
        Phone.assertProblem(other, 403, "insufficient-scope");
    }

    @Test
    void editedBundleIsLiveWithinTwoSeconds() throws IOException {
        String route = """

                  - id: zj-service-guide.latest
                    name: { zh: 最新公告, en: Latest notices }
                    match: { methods: [GET], path: "/affairs/latest" }
                    access: { audience: public }
                    upstream: { path: "/api/notices" }
                """;
        Path bundle = work.resolve("bundles/zj-service-guide.yaml");
        Phone.assertProblem(phone.get("/affairs/latest"), 404, "unknown-path");

        Path edited = Files.writeString(work.resolve("edited.yaml"), Files.readString(bundle) + route);
        Files.move(edited, bundle, StandardCopyOption.ATOMIC_MOVE);

        assertThat(Phone.becomes(
                        Duration.ofSeconds(2),
                        () -> phone.get("/affairs/latest").statusCode() == 200))
                .isTrue();
        assertThat(phone.get("/affairs/guides").statusCode()).isEqualTo(200);
    }
}
