package org.palmgateway.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class AccessOverHttpTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.open", "GET", "/open", "audience: public")
                                .route("d.own", "GET", "/own", "audience: citizen, scopes: [read]")
                                .route("d.strong", "GET", "/strong", "audience: citizen, assurance: 2")
                                .route("d.pay", "POST", "/pay", "audience: citizen, scopes: [read, pay]")
                                .route("d.cases", "GET", "/cases", "audience: official, roles: [case-worker, chief]")
                                .toString()));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void aPublicRouteAsksNobody() {
        assertThat(gateway.get("/open").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/open", "Authorization", "Bearer nonsense").statusCode())
                .isEqualTo(200);
    }

    @Test
    void aCitizenReadsWhatIsForCitizens() {
        assertThat(call("/own", ISSUER.citizen()).statusCode()).isEqualTo(200);
    }

    @Test
    void withoutATokenThereIsAChallenge() {
        HttpResponse<String> answer = gateway.get("/own");

        assertRefused(answer, 401, "token-missing");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer realm=\"palm\"");
    }

    @Test
    void anExpiredTokenIsRefused() {
        String expired = ISSUER.token(
                claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));

        HttpResponse<String> answer = call("/own", expired);

        assertRefused(answer, 401, "token-refused");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("error=\"invalid_token\"")
                .contains("expired");
    }

    @Test
    void aTokenForAnotherServiceIsRefused() {
        assertRefused(call("/own", ISSUER.token(claims -> claims.audience("another-service"))), 401, "token-refused");
    }

    @Test
    void anUnsignedTokenIsRefused() {
        String payload = ISSUER.citizen().split("\\.", -1)[1];
        for (String alg : new String[] {"none", "None", "NONE", "nOnE"}) {
            String header = base64("{\"alg\":\"" + alg + "\",\"typ\":\"at+jwt\"}");

            assertRefused(call("/own", header + "." + payload + "."), 401, "token-refused");
        }
    }

    @Test
    void aTamperedTokenIsRefused() {
        String[] parts = ISSUER.citizen().split("\\.", -1);
        String claims = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
        String forged = base64(claims.replace("citizen-1", "citizen-2"));

        assertRefused(call("/own", parts[0] + "." + forged + "." + parts[2]), 401, "token-refused");
    }

    @Test
    void aTokenOfAnotherAudienceIsForbidden() {
        HttpResponse<String> answer = call("/own", ISSUER.official("case-worker"));

        assertRefused(answer, 403, "wrong-audience");
    }

    @Test
    void aMissingScopeIsNamed() {
        HttpResponse<String> answer = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/pay")).POST(HttpRequest.BodyPublishers.ofString("1")),
                "Authorization",
                "Bearer " + ISSUER.citizen());

        assertRefused(answer, 403, "insufficient-scope");
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                .contains("error=\"insufficient_scope\"")
                .contains("scope=\"pay read\"");
    }

    @Test
    void aWeakSignInIsToldWhichOneWouldDo() {
        HttpResponse<String> weak = call("/strong", ISSUER.token(claims -> claims.claim("acr", "1")));

        assertRefused(weak, 401, "assurance-too-low");
        assertThat(weak.headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"palm\", error=\"insufficient_user_authentication\", acr_values=\"2\"");
        assertThat(call("/strong", ISSUER.token(claims -> claims.claim("acr", "2")))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void oneOfTheRolesIsEnoughAndNoneIsNot() {
        assertThat(call("/cases", ISSUER.official("chief")).statusCode()).isEqualTo(200);
        assertRefused(call("/cases", ISSUER.official("clerk")), 403, "role-missing");
    }

    @Test
    void severalAuthorizationFieldsAreRefused() {
        HttpResponse<String> answer = gateway.get(
                "/own", "Authorization", "Bearer " + ISSUER.citizen(), "Authorization", "Bearer " + ISSUER.citizen());

        assertRefused(answer, 400, "malformed-request");
    }

    @Test
    void aTokenInTheQueryIsRefusedEvenOnAPublicRoute() {
        assertRefused(gateway.get("/open?a=1&access_token=" + ISSUER.citizen()), 400, "malformed-request");
    }

    @ParameterizedTest
    @ValueSource(strings = {"api_key", "apikey", "API-Key", "x-api-key", "client_secret", "app%5Fkey", "id_token"})
    void keysOfApplicationsInTheQueryAreRefusedEvenOnAPublicRoute(String name) {
        int before = DEPARTMENT.seen().size();

        assertRefused(gateway.get("/open?a=1&" + name + "=k-123"), 400, "malformed-request");
        assertThat(DEPARTMENT.seen()).hasSize(before);
    }

    @Test
    void anotherSchemeIsNoToken() {
        assertRefused(gateway.get("/own", "Authorization", "Basic " + base64("a:b")), 401, "token-missing");
    }

    @Test
    void problemsSpeakTheCallersLanguage() {
        HttpResponse<String> english = gateway.get("/own", "Accept-Language", "en-GB, zh;q=0.5");
        HttpResponse<String> chinese = gateway.get("/own");

        assertThat(english.body()).contains("Sign-in needed");
        assertThat(english.headers().firstValue("Content-Language")).hasValue("en");
        assertThat(chinese.body()).contains("请先登录");
        assertThat(chinese.headers().firstValue("Content-Language")).hasValue("zh-CN");
    }

    @Test
    void aNodeThatCannotReachTheIssuerServesPublicRoutesAndSaysSoOnOthers(@TempDir Path other) {
        TestIssuer gone = new TestIssuer();
        String token = gone.citizen();
        gone.close();
        try (TestGateway alone = TestGateway.start(
                other,
                gone,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.open", "GET", "/open", "audience: public")
                                .route("d.own", "GET", "/own", "audience: citizen")
                                .toString()))) {

            assertThat(alone.get("/open").statusCode()).isEqualTo(200);
            HttpResponse<String> answer = alone.get("/own", "Authorization", "Bearer " + token);
            assertRefused(answer, 503, "identity-unavailable");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }

    private static HttpResponse<String> call(String path, String token) {
        return gateway.get(path, "Authorization", "Bearer " + token);
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.headers().firstValue("Proxy-Status").orElse("")).startsWith("palm; error=");
        String id = answer.headers().firstValue("Palm-Request-Id").orElseThrow();
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains("\"requestId\":\"" + id + "\"");
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
