package org.palmgateway.sandbox.department;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class NotationTest {

    private static final String INSURANCE = "zj-medical-insurance";
    private static final String NEWBORNS = "/zj-medical-insurance/yibao/newborns";
    private static final String CARDS = "/zj-social-insurance/shebao/cards";
    private static final String FORM = "application/x-www-form-urlencoded";

    private final Gateway gateway = new Gateway();
    private Departments departments;
    private Visit visit;

    @BeforeAll
    void start() {
        departments = Departments.start(0, () -> gateway.keys());
        visit = new Visit(departments);
    }

    @AfterAll
    void stop() {
        departments.close();
        gateway.close();
    }

    @Test
    void newbornIsEnrolledInXml() throws Exception {
        HttpResponse<String> answer = enrol("application/xml", """
                <?xml version="1.0" encoding="UTF-8"?>
                <enrolment><child>张子涵</child><certificate>R330106123</certificate><household>HJ2026</household></enrolment>
                """);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/xml;charset=UTF-8");
        assertThat(text(answer, "code")).isEqualTo("0");
        assertThat(text(answer, "child")).isEqualTo("张子涵");
        assertThat(text(answer, "guardian")).isEqualTo("张伟");
        assertThat(text(answer, "certificate")).isEqualTo("R330106123");
        assertThat(text(answer, "number")).matches("YB2026[0-9]{8}");
        assertThat(text(answer, "state")).isEqualTo("已参保");
    }

    @Test
    void markupThatIsSentStaysAText() throws Exception {
        HttpResponse<String> answer = enrol(
                "application/xml",
                "<e><child>&lt;/child&gt;&lt;code&gt;1 &amp; 2</child><certificate/><household>h</household></e>");

        assertThat(text(answer, "child")).isEqualTo("</child><code>1 & 2");
        assertThat(text(answer, "code")).isEqualTo("0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<e><child>a</child><certificate>b</certificate></e>",
                "<e><child>a</child><certificate>b</certificate><household>c</household>",
                "<e><child>a</child><certificate>b</certificate><household>c</household></e><e/>",
                "<!DOCTYPE e [<!ENTITY c 'c'>]><e><child>a</child><certificate>b</certificate><household>&c;</household></e>",
                "{\"child\":\"a\",\"certificate\":\"b\",\"household\":\"c\"}",
            })
    void whatIsNoSoundXmlLacksFields(String body) throws Exception {
        assertRefused(enrol("application/xml", body), 400, "field-missing");
    }

    @ParameterizedTest
    @CsvSource({"application/json", "application/x-www-form-urlencoded", "text/plain"})
    void departmentThatSpeaksXmlTakesNothingElse(String type) throws Exception {
        HttpResponse<String> answer = enrol(type, "<e/>");

        assertRefused(answer, 415, "media-type-wrong");
        assertThat(Visit.json(answer).path("message").asString()).contains("application/xml");
    }

    @Test
    void cardIsAppliedForByAForm() throws Exception {
        HttpResponse<String> answer = apply(FORM + ";charset=UTF-8", form("张子涵 & Co=100%", "HJ2026", "YB2026"));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.headers().firstValue("Content-Type")).contains(FORM);
        assertThat(answer.body()).isASCII().doesNotContain("\n");
        Map<String, String> fields = fields(answer.body());
        assertThat(fields)
                .containsEntry("child", "张子涵 & Co=100%")
                .containsEntry("guardian", "张伟")
                .containsEntry("insurance", "YB2026")
                .containsEntry("bank", "浙江农商联合银行")
                .containsEntry("state", "制卡中")
                .containsEntry("expected", "2026-12-11");
        assertThat(fields.get("receipt")).matches("SBK2026[0-9]{8}");
    }

    @ParameterizedTest
    @CsvSource({"child=a&household=b", "child=a&household=b&insurance"})
    void whatIsNoSoundFormLacksFields(String body) throws Exception {
        assertRefused(apply(FORM, body), 400, "field-missing");
    }

    @Test
    void departmentThatSpeaksFormsWantsThemCalledSo() throws Exception {
        assertRefused(
                visit.send(visit.to(CARDS)
                        .header("Palm-Passport", gateway.passport("zj-social-insurance"))
                        .POST(Visit.body(form("a", "b", "c")))),
                415,
                "media-type-wrong");
    }

    @Test
    void passportIsAskedForFirst() throws Exception {
        assertRefused(visit.send(visit.to(CARDS).POST(Visit.body("{}"))), 401, "passport-missing");
    }

    private HttpResponse<String> enrol(String type, String body) throws Exception {
        return visit.send(post(NEWBORNS, INSURANCE, type, body));
    }

    private HttpResponse<String> apply(String type, String body) throws Exception {
        return visit.send(post(CARDS, "zj-social-insurance", type, body));
    }

    private HttpRequest.Builder post(String path, String department, String type, String body) {
        return visit.to(path)
                .header("Palm-Passport", gateway.passport(department))
                .header("Content-Type", type)
                .POST(Visit.body(body));
    }

    private static String form(String child, String household, String insurance) {
        return "child=" + URLEncoder.encode(child, StandardCharsets.UTF_8) + "&household=" + household + "&insurance="
                + insurance;
    }

    private static Map<String, String> fields(String form) {
        return Arrays.stream(form.split("&"))
                .map(field -> field.split("=", 2))
                .collect(Collectors.toMap(
                        field -> field[0], field -> URLDecoder.decode(field[1], StandardCharsets.UTF_8)));
    }

    private static String text(HttpResponse<String> answer, String name) throws Exception {
        Element root = DocumentBuilderFactory.newDefaultInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(answer.body())))
                .getDocumentElement();
        assertThat(root.getElementsByTagName(name).getLength()).isEqualTo(1);
        return root.getElementsByTagName(name).item(0).getTextContent();
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Visit.json(answer).path("error").asString()).isEqualTo(error);
    }
}
