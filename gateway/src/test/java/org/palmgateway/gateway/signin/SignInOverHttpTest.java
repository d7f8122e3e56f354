package org.palmgateway.gateway.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
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
import reactor.core.publisher.Mono;

class SignInOverHttpTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT =
            new TestDepartment((request, response) -> response.addHeader("Service-Worker-Allowed", "/")
                    .addHeader("Clear-Site-Data", "\"cookies\"")
                    .addHeader("Alt-Svc", "h3=\":443\"")
                    .addHeader("Set-Cookie", "a=b")
                    .sendString(Mono.just("a page")));
    private static final TestDepartment PROVIDER = new TestDepartment((request, response) -> response.status(302)
            .addHeader("Location", "http://" + request.requestHeaders().get("Host") + "/realms/citizens/next")
            .addHeader("Set-Cookie", "AUTH_SESSION_ID=1; Path=/realms/citizens/; HttpOnly")
            .sendString(Mono.just("sign in here")));

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
                                .toString()),
                "--palm.identity.issuers[0].uri=" + ISSUER.uri(),
                "--palm.identity.issuers[1].uri=http://id.example/realms/citizens",
                "--palm.identity.issuers[1].kind=keycloak",
                "--palm.identity.sign-in.upstream=" + PROVIDER.url());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        PROVIDER.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void signInPagesAreServedUnderTheGatewaysHost() {
        HttpResponse<String> answer = gateway.get(
                "/realms/citizens/protocol/openid-connect/auth?client_id=palm-mobile&state=a%2Fb",
                "Cookie", "AUTH_SESSION_ID=1", "Authorization", "Basic YTpi");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.body()).isEqualTo("sign in here");
        assertThat(answer.headers().firstValue("Location")).hasValue("" + gateway.uri("/realms/citizens/next"));
        assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).startsWith("AUTH_SESSION_ID=1");
        assertThat(answer.headers().firstValue("Palm-Request-Id")).isPresent();
        TestDepartment.Seen seen = PROVIDER.last();
        assertThat(seen.uri())
                .isEqualTo("/realms/citizens/protocol/openid-connect/auth?client_id=palm-mobile&state=a%2Fb");
        assertThat(seen.headers().get("Host")).isEqualTo("127.0.0.1:" + gateway.port());
        assertThat(seen.headers().get("X-Forwarded-Host")).isEqualTo("127.0.0.1:" + gateway.port());
        assertThat(seen.headers().get("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(seen.headers().get("Cookie")).isEqualTo("AUTH_SESSION_ID=1");
        assertThat(seen.headers().get("Authorization")).isEqualTo("Basic YTpi");
    }

    @Test
    void formsArePassedOn() {
        HttpResponse<String> answer = gateway.send(
                HttpRequest.newBuilder(gateway.uri("/realms/citizens/login-actions/authenticate?execution=1"))
                        .POST(HttpRequest.BodyPublishers.ofString("username=a&password=b")),
                "Content-Type",
                "application/x-www-form-urlencoded");

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(PROVIDER.last().method()).isEqualTo("POST");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/admin/realms/citizens/clients",
                "/realms/master/protocol/openid-connect/token",
                "/realms/citizens/account",
                "/realms/citizens/clients-registrations/default",
                "/realms/citizens/protocol/openid-connect/../../../../admin/",
                "/realms/citizens/protocol/openid-connect/%2e%2e/%2e%2e/%2e%2e/%2e%2e/admin/",
                "/metrics"
            })
    void nothingElseOfTheProviderIsPublished(String path) {
        int before = PROVIDER.seen().size();

        assertThat(gateway.get(path).statusCode()).isIn(400, 404);
        assertThat(PROVIDER.seen()).hasSize(before);
    }

    @Test
    void aPageOfADepartmentIsConfined() {
        HttpResponse<String> answer = gateway.get("/open");

        assertThat(answer.headers().allValues("Content-Security-Policy")).contains("sandbox");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        for (String field : new String[] {"Set-Cookie", "Service-Worker-Allowed", "Clear-Site-Data", "Alt-Svc"}) {
            assertThat(answer.headers().firstValue(field)).as(field).isEmpty();
        }
        assertThat(gateway.get("/realms/citizens/login-actions/x").headers().firstValue("Content-Security-Policy"))
                .isEmpty();
    }

    @Test
    void theProvidersCookiesReachNoDepartment() {
        assertThat(gateway.get("/open", "Cookie", "AUTH_SESSION_ID=1").statusCode())
                .isEqualTo(200);

        assertThat(DEPARTMENT.last().headers().contains("Cookie")).isFalse();
    }

    @Test
    void aProviderThatIsAwayIsAProblemDocument(@TempDir Path other) {
        TestDepartment gone = new TestDepartment("gone");
        gone.close();
        try (TestGateway alone = TestGateway.start(
                other,
                ISSUER,
                Map.of(),
                "--palm.identity.sign-in.upstream=" + gone.url(),
                "--palm.identity.sign-in.paths=/oauth2/")) {

            HttpResponse<String> answer = alone.get("/oauth2/authorize");

            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.body()).contains("\"code\":\"identity-unavailable\"");
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
        }
    }
}
