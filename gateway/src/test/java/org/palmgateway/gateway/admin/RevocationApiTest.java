package org.palmgateway.gateway.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
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

class RevocationApiTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static String operator;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.own", "GET", "/own", "audience: citizen")
                                .toString()));
        operator = "Bearer "
                + ISSUER.token(claims -> claims.subject("he-tao")
                        .claim("sid", "of-the-operator")
                        .claim("client_id", "console")
                        .claim("palm_audience", "governor")
                        .claim("roles", List.of("operator")));
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void aRevokedSessionIsRefusedFromTheNextCallOn() {
        String token = ISSUER.token(claims -> claims.claim("sid", "lost-phone"));
        assertThat(call(token)).isEqualTo(200);

        HttpResponse<String> answer = revoke("{\"session\":\"lost-phone\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body())
                .contains("\"kind\":\"session\"")
                .contains("\"issuer\":\"" + ISSUER.uri() + "\"")
                .contains("\"atIssuer\":\"not-managed\"");
        assertThat(call(token)).isEqualTo(401);
        assertThat(call(ISSUER.citizen())).isEqualTo(200);
    }

    @Test
    void aRevokedSubjectIsRefusedInAllItsSessions() {
        String one = ISSUER.token(claims -> claims.subject("li-si").claim("sid", "one"));
        String two = ISSUER.token(claims -> claims.subject("li-si").claim("sid", "two"));
        assertThat(call(one)).isEqualTo(200);

        revoke("{\"subject\":\"li-si\",\"issuer\":\"" + ISSUER.uri() + "\"}");

        assertThat(call(one)).isEqualTo(401);
        assertThat(call(two)).isEqualTo(401);
    }

    @Test
    void aRevokedApplicationIsRefusedForEveryone() {
        String token = ISSUER.token(claims -> claims.claim("client_id", "leaky"));

        revoke("{\"application\":\"leaky\"}");

        assertThat(call(token)).isEqualTo(401);
        HttpResponse<String> count = gateway.admin("/api/revocations", "Authorization", operator);
        assertThat(count.body()).matches("\\{\"inForce\":[1-9][0-9]*}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"session\":\"\"}",
                "{\"session\":\"a\",\"subject\":\"b\"}",
                "{\"session\":\"a\",\"issuer\":\"https://unknown.example\"}",
                "[]",
                "not json"
            })
    void whatNamesNotExactlyOneThingIsRefused(String body) {
        HttpResponse<String> answer = revoke(body);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(answer.body()).contains("\"code\":\"malformed-request\"");
    }

    @Test
    void nobodyButOperatorsRevokes() {
        HttpResponse<String> answer =
                send("/api/revocations", "{\"subject\":\"citizen-1\"}", "Bearer " + ISSUER.citizen());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(call(ISSUER.citizen())).isEqualTo(200);
    }

    @Test
    void applicationsOfAnIssuerThatIsNotManagedCannotBeRegistered() {
        HttpResponse<String> answer = send(
                "/api/applications",
                "{\"client\":\"app-clinic\",\"name\":\"Clinic\",\"kind\":\"service\",\"audience\":\"official\"}",
                operator);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(501);
        assertThat(answer.body()).contains("\"code\":\"issuer-not-managed\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"client\":\"palm-gateway\",\"name\":\"x\",\"kind\":\"service\",\"audience\":\"official\"}",
                "{\"client\":\"app-clinic\",\"name\":\"x\",\"kind\":\"public\",\"audience\":\"citizen\"}",
                "{\"client\":\"app-clinic\",\"name\":\"x\",\"kind\":\"public\",\"audience\":\"citizen\",\"redirects\":[\"https://a/*\"]}",
                "{\"client\":\"app-clinic\",\"name\":\"x\",\"kind\":\"web\",\"audience\":\"public\",\"redirects\":[\"https://a/b\"]}",
                "{}"
            })
    void anApplicationIsCheckedBeforeTheIssuerIsAsked(String body) {
        HttpResponse<String> answer = send("/api/applications", body, operator);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
    }

    private static int call(String token) {
        return gateway.get("/own", "Authorization", "Bearer " + token).statusCode();
    }

    private static HttpResponse<String> revoke(String body) {
        return send("/api/revocations", body, operator);
    }

    private static HttpResponse<String> send(String path, String body, String authorization) {
        return gateway.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + gateway.gateway().adminPort() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "Content-Type",
                "application/json",
                "Authorization",
                authorization);
    }
}
