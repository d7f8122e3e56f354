package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** What many departments answer together, seen from a phone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ComposedAffairsTest {

    private static final String HOME = "/home";
    private static final String BORN = "/life/child-born";
    private static final String MOVE = "/life/moving-house";
    private static final String CHILD = "{\"certificate\":\"R330106202611\",\"name\":\"张子涵\"}";
    private static final String[] ON_THE_HOME_PAGE = {
        "notices",
        "guides",
        "social-insurance",
        "housing-fund",
        "medical-insurance",
        "tax",
        "traffic-violations",
        "water",
        "vaccinations",
        "_branches"
    };

    private Sandbox sandbox;
    private Phone phone;
    private String citizen;

    @BeforeAll
    void start(@TempDir Path work) throws IOException {
        sandbox = Sandbox.start(new Sandbox.Ports(0, 0, 0, 0, 0), patientBundles(work), work, Map.of());
        phone = new Phone(sandbox);
        citizen = phone.signedIn("zhang-wei");
        // A process that has just started is slower than its departments may be.
        assertThat(Phone.becomes(
                        Duration.ofMinutes(1), () -> !home("330106").body().contains("\"failed\"")))
                .isTrue();
        phone.heal();
    }

    /** The sandbox's own, but for the times: a busy machine must not look like a slow department. */
    private static Path patientBundles(Path work) throws IOException {
        Path copies = Files.createDirectories(work.resolve("patient"));
        for (Path bundle : BundleRoutes.files()) {
            String text = Files.readString(bundle)
                    .replaceAll("(?m)^( {10}timeout:) [23]s$", "$1 8s")
                    .replace("policy: { deadline: 4s }", "policy: { deadline: 25s }");
            Files.writeString(copies.resolve(String.valueOf(bundle.getFileName())), text);
        }
        return copies;
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    @AfterEach
    void heal() {
        phone.heal();
    }

    private HttpResponse<String> home(String region) {
        return phone.get(HOME, "Authorization", citizen, "Palm-Region", region, "Accept-Language", "en");
    }

    private HttpResponse<String> born() {
        return phone.post(BORN, CHILD, "Authorization", citizen, "Accept-Language", "en");
    }

    private HttpResponse<String> move(String from, String to) {
        String request = """
                {"from":"%s","to":"%s","address":"西溪花城3幢","water_account":"12080056"}""".formatted(from, to);
        return phone.post(MOVE, request, "Authorization", citizen, "Accept-Language", "en");
    }

    /** The departments that were called, and how often; without the guide, whose answers may come from the cache. */
    private Map<String, Integer> called() {
        Map<String, Integer> called = new TreeMap<>(phone.requests());
        called.remove("zj-service-guide");
        return called;
    }

    private static JsonNode composed(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(Phone.field(answer, "Content-Type")).isEqualTo("application/json");
        assertThat(Phone.field(answer, "Cache-Control")).isEqualTo("no-store");
        return Phone.json(answer);
    }

    private static JsonNode report(JsonNode answer, String branch) {
        return answer.path("_branches").path(branch);
    }

    private static void assertFailed(JsonNode answer, String branch, String source, String code) {
        assertThat(report(answer, branch).path("state").asString()).isEqualTo("failed");
        assertThat(report(answer, branch).path("source").asString()).isEqualTo(source);
        assertThat(report(answer, branch).path("code").asString()).isEqualTo(code);
    }

    private static void assertAllWell(JsonNode answer) {
        assertThat(answer.path("_branches").properties())
                .isNotEmpty()
                .allSatisfy(branch -> assertThat(branch.getValue().path("state").asString())
                        .as(branch.getKey())
                        .isEqualTo("ok"));
    }

    private static List<String> texts(JsonNode list, String member) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(each -> each.path(member).asString())
                .toList();
    }

    @Test
    void homePageHasThePartOfEachDepartmentInItsOrder() {
        JsonNode page = composed(home("330106"));

        assertThat(page.propertyNames()).containsExactly(ON_THE_HOME_PAGE);
        assertAllWell(page);
        assertThat(texts(page.path("notices"), "id")).containsExactly("ZJ-2026-118", "ZJ-2026-112", "ZJ-2026-097");
        assertThat(page.path("guides").path(0).propertyNames()).containsExactly("id", "title");
        assertThat(page.path("social-insurance").path("served_by").asString())
                .isEqualTo("Hangzhou Social Insurance Centre");
        assertThat(page.path("housing-fund").path("account").asString()).isEqualTo("33010024");
        assertThat(page.path("housing-fund").propertyNames())
                .containsExactly("account", "balance", "last_deposit", "state");
        assertThat(page.path("medical-insurance").propertyNames())
                .containsExactly("scheme", "balance", "paid_in", "spent", "state");
        assertThat(page.path("tax").propertyNames()).containsExactly("year", "income", "tax_paid");
        assertThat(page.path("traffic-violations").path(0).path("title").asString())
                .isNotEmpty();
        assertThat(page.path("water").path("bills").size()).isEqualTo(2);
        assertThat(texts(page.path("vaccinations"), "vaccine")).containsExactly("Influenza", "COVID-19");
        assertThat(called())
                .isEqualTo(Map.of(
                        "hz-social-insurance", 1,
                        "hz-housing-fund", 2,
                        "zj-medical-insurance", 1,
                        "zj-tax", 1,
                        "hz-traffic-police", 1,
                        "hz-water", 1,
                        "zj-health", 1));
    }

    @Test
    void homePageOfAnotherCityIsOfItsOwnDepartmentsAndTheProvince() {
        JsonNode page = composed(home("330212"));

        assertThat(page.path("social-insurance").path("served_by").asString())
                .isEqualTo("Zhejiang Social Insurance Centre");
        assertThat(page.path("housing-fund").path("account").asString()).isEqualTo("33020117");
        assertThat(page.path("housing-fund").path("balance").asString()).isEqualTo("53120.08");
        assertThat(page.has("traffic-violations")).isFalse();
        assertFailed(page, "traffic-violations", "none", "not-offered");
        assertThat(page.path("water").path("bills").size()).isZero();
        assertFailed(page, "water", "composition", "not-offered");
        assertThat(called())
                .isEqualTo(Map.of(
                        "zj-social-insurance", 1,
                        "nb-housing-fund", 2,
                        "zj-medical-insurance", 1,
                        "zj-tax", 1,
                        "zj-health", 1));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "hz-social-insurance | social-insurance | none | ",
                "hz-housing-fund | housing-fund-accounts | none | ",
                "zj-medical-insurance | medical-insurance | none | ",
                "zj-tax | tax | none | ",
                "hz-traffic-police | traffic-violations | none | ",
                "hz-water | water | composition | {\"bills\":[]}",
                "zj-health | vaccinations | composition | []"
            })
    void departmentThatFailsCostsItsOwnPartOfTheHomePage(
            String department, String branch, String source, String instead) {
        phone.set(department, "{\"fault\":\"error\"}");

        JsonNode page = composed(home("330106"));

        assertFailed(page, branch, source, "answered-with-error");
        assertThat(report(page, branch).path("status").asInt()).isEqualTo(500);
        assertThat(page.path(branch))
                .isEqualTo(
                        instead == null
                                ? MissingNode.getInstance()
                                : JsonMapper.shared().readTree(instead));
        assertThat(page.path("_branches").properties())
                .filteredOn(each -> !each.getValue().path("state").asString().equals("ok"))
                .allMatch(each -> each.getKey().startsWith("housing-fund")
                        ? department.equals("hz-housing-fund")
                        : each.getKey().equals(branch));
    }

    @Test
    void balanceIsNotAskedForWithoutTheAccount() {
        phone.set("hz-housing-fund", "{\"fault\":\"error\"}");

        JsonNode page = composed(home("330106"));

        assertThat(page.has("housing-fund")).isFalse();
        assertFailed(page, "housing-fund", "none", "result-missing");
        assertThat(phone.requests("hz-housing-fund")).isEqualTo(1);
    }

    @Test
    void slowDepartmentDoesNotHoldUpTheHomePage() {
        phone.set("hz-water", "{\"latency\":\"28s\"}");

        JsonNode page = composed(home("330106"));

        assertThat(page.propertyNames()).containsExactly(ON_THE_HOME_PAGE);
        assertFailed(page, "water", "composition", "deadline-exceeded");
        assertThat(report(page, "water").path("ms").asInt()).isBetween(7900, 27_000);
    }

    @Test
    void provinceStepsInOnTheHomePageForTheCityThatIsDown() {
        phone.set("hz-social-insurance", "{\"fault\":\"reset\"}");

        JsonNode page = composed(home("330106"));

        assertAllWell(page);
        assertThat(page.path("social-insurance").path("served_by").asString())
                .isEqualTo("Zhejiang Social Insurance Centre");
        assertThat(phone.requests("zj-social-insurance")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reset", "error"})
    void noticesThatWereKeptAreShownWhileTheirDepartmentIsDown(String fault) {
        composed(home("330106"));
        phone.set("zj-service-guide", "{\"fault\":\"" + fault + "\"}");

        JsonNode page = composed(phone.get(
                HOME,
                "Authorization",
                citizen,
                "Palm-Region",
                "330106",
                "Accept-Language",
                "en",
                "Cache-Control",
                "no-cache"));

        assertThat(phone.requests("zj-service-guide")).isPositive();
        assertThat(texts(page.path("notices"), "id")).containsExactly("ZJ-2026-118", "ZJ-2026-112", "ZJ-2026-097");
        assertThat(report(page, "notices").path("source").asString()).isEqualTo("cache");
    }

    @Test
    void partThatTheCallerHasNoScopeForIsForbiddenAndNotAskedFor() {
        String few = phone.signedIn("zhang-wei&scope=portal.read%20social-insurance.read");

        JsonNode page = composed(phone.get(HOME, "Authorization", few, "Palm-Region", "330106"));

        assertThat(page.propertyNames())
                .containsExactly("notices", "guides", "social-insurance", "water", "vaccinations", "_branches");
        for (String branch : List.of("housing-fund", "medical-insurance", "tax", "traffic-violations", "water")) {
            assertThat(report(page, branch).path("state").asString()).isEqualTo("forbidden");
            assertThat(report(page, branch).path("code").asString()).isEqualTo("insufficient-scope");
        }
        assertThat(called()).isEqualTo(Map.of("hz-social-insurance", 1));
    }

    @Test
    void nothingIsDoneWithoutTheScopeForSomethingRequired() {
        String few = phone.signedIn("zhang-wei&scope=portal.write%20birth.read");

        HttpResponse<String> answer = phone.post(BORN, CHILD, "Authorization", few);

        Phone.assertProblem(answer, 403, "insufficient-scope");
        assertThat(Phone.json(answer).path("branch").asString()).isEqualTo("register");
        assertThat(Phone.field(answer, "WWW-Authenticate")).contains("scope=\"household.write\"");
        assertThat(phone.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"application/x-ndjson", "application/x-ndjson;q=1, application/json;q=0.5"})
    void homePageComesLineByLineToThoseWhoAskForIt(String accepted) {
        HttpResponse<String> answer =
                phone.get(HOME, "Authorization", citizen, "Palm-Region", "330106", "Accept", accepted);
        List<JsonNode> lines =
                answer.body().lines().map(JsonMapper.shared()::readTree).toList();
        List<JsonNode> branches = lines.subList(0, lines.size() - 1);
        JsonNode end = lines.get(lines.size() - 1);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Phone.field(answer, "Content-Type")).isEqualTo("application/x-ndjson");
        assertThat(branches.stream().map(line -> line.path("branch").asString()))
                .containsExactlyInAnyOrder(
                        "notices",
                        "guides",
                        "social-insurance",
                        "housing-fund-accounts",
                        "housing-fund",
                        "medical-insurance",
                        "tax",
                        "traffic-violations",
                        "water",
                        "vaccinations");
        assertThat(branches).allSatisfy(line -> {
            String branch = line.path("branch").asString();
            assertThat(line.path("report")).isEqualTo(report(end, branch));
            assertThat(line.path("members").propertyNames())
                    .isEqualTo(branch.equals("housing-fund-accounts") ? Set.of() : Set.of(branch));
        });
        assertThat(end.propertyNames()).containsExactly("_branches");
        assertThat(end.path("_branches").size()).isEqualTo(branches.size());
    }

    @Test
    void childThatIsBornIsRegisteredAndInsuredByOneCall() {
        JsonNode answer = composed(born());

        assertThat(answer.propertyNames())
                .containsExactly(
                        "birth", "register", "medical-insurance", "social-insurance-card", "affair", "_branches");
        assertAllWell(answer);
        assertThat(answer.path("birth").path("number").asString()).isEqualTo("R330106202611");
        assertThat(answer.path("register").path("birth_certificate").asString()).isEqualTo("R330106202611");
        String receipt = answer.path("register").path("receipt").asString();
        JsonNode insurance = answer.path("medical-insurance");
        assertThat(insurance.path("household").asString()).isEqualTo(receipt).startsWith("HJ2026");
        assertThat(insurance.path("child").asString()).isEqualTo("张子涵");
        assertThat(insurance.path("benefits").path("benefit").size()).isEqualTo(2);
        assertThat(insurance.has("code")).isFalse();
        assertThat(answer.path("social-insurance-card").path("insurance").asString())
                .isEqualTo(insurance.path("number").asString())
                .startsWith("YB2026");
        assertThat(answer.path("affair").path("state").asString()).isEqualTo("In hand");
        assertThat(phone.requests())
                .isEqualTo(Map.of(
                        "zj-health", 1,
                        "zj-public-security", 1,
                        "zj-medical-insurance", 1,
                        "zj-social-insurance", 1,
                        "zj-portal", 1));
    }

    @ParameterizedTest
    @CsvSource({"reset, department-broke-off", "error, answered-with-error"})
    void insuranceThatIsDownIsPendingAndNoCardIsAppliedFor(String fault, String code) {
        phone.set("zj-medical-insurance", "{\"fault\":\"" + fault + "\"}");

        JsonNode answer = composed(born());

        assertThat(answer.propertyNames())
                .containsExactly("birth", "register", "medical-insurance", "affair", "_branches");
        assertThat(answer.path("medical-insurance")).hasToString("{\"state\":\"pending\"}");
        assertFailed(answer, "medical-insurance", "composition", code);
        assertThat(report(answer, "social-insurance-card").path("state").asString())
                .isEqualTo("skipped");
        assertThat(phone.requests())
                .isEqualTo(Map.of("zj-health", 1, "zj-public-security", 1, "zj-medical-insurance", 1, "zj-portal", 1));
    }

    @Test
    void cardThatCannotBeAppliedForIsPending() {
        phone.set("zj-social-insurance", "{\"fault\":\"error\"}");

        JsonNode answer = composed(born());

        assertThat(answer.path("social-insurance-card")).hasToString("{\"state\":\"pending\"}");
        assertThat(answer.path("medical-insurance").path("state").asString()).isEqualTo("Enrolled");
    }

    @ParameterizedTest
    @CsvSource({
        "zj-health, error, 502, answered-with-error, birth",
        "zj-health, reset, 502, department-broke-off, birth",
        "zj-public-security, error, 502, answered-with-error, register",
        "zj-public-security, reset, 502, department-broke-off, register"
    })
    void birthWithoutCertificateOrRegisterIsRefusedByTheNameOfTheBranch(
            String department, String fault, int status, String code, String branch) {
        phone.set(department, "{\"fault\":\"" + fault + "\"}");

        HttpResponse<String> answer = born();

        Phone.assertProblem(answer, status, code);
        assertThat(Phone.json(answer).path("branch").asString()).isEqualTo(branch);
        assertThat(Phone.json(answer).path("detail").asString()).contains(department);
        assertThat(phone.requests()).containsKey(department).doesNotContainKeys("zj-medical-insurance", "zj-portal");
    }

    @ParameterizedTest
    @CsvSource({
        "330106, 330110, hz-xihu, hz-yuhang, QCXH, QRYH, JMYH, Wuchang Central Primary School",
        "330110, 330106, hz-yuhang, hz-xihu, QCYH, QRXH, JMXH, Wenyi Street Primary School"
    })
    void householdMovesFromEitherCountyToTheOther(
            String from,
            String to,
            String left,
            String entered,
            String certificate,
            String registration,
            String resident,
            String school) {
        JsonNode answer = composed(move(from, to));

        assertThat(answer.propertyNames())
                .containsExactly(
                        "office", "departure", "arrival", "residents", "water", "schools", "affair", "_branches");
        assertAllWell(answer);
        assertThat(answer.path("office").path("region").asString()).isEqualTo(to);
        assertThat(answer.path("departure").path("region").asString()).isEqualTo(from);
        assertThat(answer.path("departure").path("certificate").asString()).startsWith(certificate);
        assertThat(answer.path("arrival").path("region").asString()).isEqualTo(to);
        assertThat(answer.path("arrival").path("number").asString()).startsWith(registration);
        assertThat(answer.path("arrival").path("certificate"))
                .isEqualTo(answer.path("departure").path("certificate"));
        assertThat(answer.path("arrival").path("address").asString()).isEqualTo("西溪花城3幢");
        assertThat(texts(answer.path("residents"), "relation")).containsExactly("Head", "Spouse", "Daughter");
        assertThat(texts(answer.path("residents"), "name")).containsExactly("Zhang Wei", "陈*", "张*涵");
        assertThat(texts(answer.path("residents"), "number"))
                .doesNotHaveDuplicates()
                .allMatch(number -> number.startsWith(resident));
        assertThat(answer.path("water").path("account").asString()).isEqualTo("12080056");
        assertThat(texts(answer.path("schools"), "school")).contains(school);
        assertThat(phone.requests())
                .isEqualTo(Map.of(
                        "zj-public-security",
                        1,
                        left + "-civil-affairs",
                        1,
                        entered + "-civil-affairs",
                        5,
                        entered + "-education",
                        1,
                        "hz-water",
                        1,
                        "zj-portal",
                        1));
    }

    @Test
    void waterIsLeftAloneByWhoNamesNoAccount() {
        JsonNode answer = composed(phone.post(
                MOVE, "{\"from\":\"330106\",\"to\":\"330110\",\"address\":\"西溪花城3幢\"}", "Authorization", citizen));

        assertThat(answer.has("water")).isFalse();
        assertThat(report(answer, "water").path("state").asString()).isEqualTo("skipped");
        assertThat(phone.requests()).doesNotContainKey("hz-water");
    }

    @ParameterizedTest
    @CsvSource({"330106, 330212, office", "330212, 330106, departure"})
    void moveFromOrToACountyThatDoesNotTakePartReachesNoDepartment(String from, String to, String branch) {
        HttpResponse<String> answer = move(from, to);

        Phone.assertProblem(answer, 404, "not-offered");
        assertThat(Phone.json(answer).path("branch").asString()).isEqualTo(branch);
        assertThat(phone.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "zj-public-security | {\"fault\":\"error\"} | 502 | answered-with-error | household",
                "hz-xihu-civil-affairs | {\"fault\":\"reset\"} | 502 | department-broke-off | departure",
                "hz-yuhang-civil-affairs | {\"latency\":\"20s\"} | 504 | deadline-exceeded | office"
            })
    void moveThatCannotBeMadeIsRefusedByTheNameOfTheBranchAndNothingIsRegistered(
            String department, String condition, int status, String code, String branch) {
        phone.set(department, condition);

        HttpResponse<String> answer = move("330106", "330110");

        Phone.assertProblem(answer, status, code);
        assertThat(Phone.json(answer).path("branch").asString()).isEqualTo(branch);
        // The office was asked, which changes nothing.
        assertThat(phone.requests("hz-yuhang-civil-affairs")).isLessThanOrEqualTo(1);
        assertThat(phone.requests()).doesNotContainKeys("hz-water", "zj-portal");
    }

    @Test
    void moveIsMadeWithoutSchoolsAndWaterThatDoNotAnswer() {
        phone.set("hz-yuhang-education", "{\"fault\":\"error\"}");
        phone.set("hz-water", "{\"fault\":\"error\"}");

        JsonNode answer = composed(move("330106", "330110"));

        assertThat(answer.path("schools")).hasToString("[]");
        assertThat(answer.path("water")).hasToString("{\"state\":\"pending\"}");
        assertThat(answer.path("residents").size()).isEqualTo(3);
    }
}
