package org.palmgateway.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.sandbox.identity.SignIn;
import tools.jackson.databind.JsonNode;

/** What a third-party developer does in the province, with real tokens of an application that was registered just now. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DeveloperTest {

    private static final String CHECK = "/business/licences/91330106MA27/check";
    private static final String TRIAL = "/subscriptions/zj-market-regulation/plan/trial?reason=to+try";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private Sandbox sandbox;
    private Phone phone;
    private String developer;

    @BeforeAll
    void start(@TempDir Path directory) throws IOException {
        sandbox = Sandbox.start(new Sandbox.Ports(0, 0, 0, 0, 0), Path.of("bundles"), directory, Map.of());
        phone = new Phone(sandbox);
        developer = phone.signedIn("sun-yue");
    }

    @AfterAll
    void stop() {
        sandbox.close();
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> admin(String method, String path, String body)
            throws IOException, InterruptedException {
        URI address = URI.create("http://127.0.0.1:" + sandbox.gateway().adminPort() + "/api/applications/" + path);
        return send(HttpRequest.newBuilder(address)
                .header("Authorization", developer)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body)));
    }

    private JsonNode made(String client, String body) throws IOException, InterruptedException {
        HttpResponse<String> answer = admin("PUT", client, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return Phone.json(answer);
    }

    private HttpResponse<String> token(Map<String, String> form) throws IOException, InterruptedException {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(HttpRequest.newBuilder(sandbox.identity().issuer().resolve("/oauth2/token"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> credentials(String client, String secret) throws IOException, InterruptedException {
        return token(Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    @Test
    void aServiceIsRegisteredSubscribedUsedAndCutOff() throws Exception {
        String secret = made("app-checker", "{\"name\":\"Checker\",\"kind\":\"service\",\"audience\":\"citizen\"}")
                .path("secret")
                .asString();
        HttpResponse<String> answer = credentials("app-checker", secret);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String bearer = "Bearer " + Phone.json(answer).path("access_token").asString();
        SignedJWT token = SignedJWT.parse(bearer.substring("Bearer ".length()));
        assertThat(token.getJWTClaimsSet().getClaims())
                .containsEntry("client_id", "app-checker")
                .containsEntry("azp", "app-checker")
                .containsEntry("palm_audience", "citizen")
                .containsEntry("sub", "app-checker");

        assertThat(phone.get(CHECK, "Authorization", bearer).body()).contains("subscription-missing");
        HttpResponse<String> begun = admin("PUT", "app-checker" + TRIAL, "");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(200);
        HttpResponse<String> checked = phone.get(CHECK, "Authorization", bearer);
        assertThat(checked.statusCode()).as(checked.body()).isEqualTo(200);
        assertThat(Phone.field(checked, "RateLimit-Policy")).contains("plan/zj-market-regulation/trial/quota");

        HttpResponse<String> rotated = admin("POST", "app-checker/secret", "");
        assertThat(credentials("app-checker", secret).statusCode()).isEqualTo(401);
        assertThat(credentials("app-checker", Phone.json(rotated).path("secret").asString())
                        .statusCode())
                .isEqualTo(200);
        assertThat(admin("POST", "app-checker/disable", "").statusCode()).isEqualTo(200);
        assertThat(phone.get(CHECK, "Authorization", bearer).statusCode()).isEqualTo(401);
        assertThat(credentials("app-checker", Phone.json(rotated).path("secret").asString())
                        .statusCode())
                .isEqualTo(401);
    }

    @Test
    void peopleSignInThroughIt() throws Exception {
        String back = "http://127.0.0.1:8098/back";
        made(
                "app-licences",
                "{\"name\":\"Licences\",\"kind\":\"public\",\"audience\":\"citizen\",\"redirects\":[\"" + back
                        + "\"]}");
        assertThat(admin("PUT", "app-licences" + TRIAL, "").statusCode()).isEqualTo(200);

        SignIn browser = new SignIn(sandbox.identity().issuer());
        Map<String, String> callback =
                browser.authorize("zhang-wei", "demo", SignIn.request("app-licences", back, "openid tax.read"));
        HttpResponse<String> answer =
                browser.token("app-licences", back, callback.getOrDefault("code", ""), SignIn.VERIFIER);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        String bearer = "Bearer " + Phone.json(answer).path("access_token").asString();
        assertThat(phone.get(CHECK, "Authorization", bearer).statusCode()).isEqualTo(200);
        assertThat(phone.get("/tax/income/2026", "Authorization", bearer).statusCode())
                .isEqualTo(200);
        Map<String, String> official = new SignIn(sandbox.identity().issuer())
                .authorize("zhou-jing", "demo", SignIn.request("app-licences", back, "openid"));
        assertThat(official).containsEntry("error", "access_denied");
    }

    @Test
    void aDemoTokenComesThroughIt() throws Exception {
        made(
                "app-demo",
                "{\"name\":\"Demo\",\"kind\":\"public\",\"audience\":\"citizen\",\"redirects\":[\"http://127.0.0.1:8098/back\"]}");

        String bearer = phone.signedIn("zhang-wei&client=app-demo");

        assertThat(phone.get(CHECK, "Authorization", bearer).body()).contains("subscription-missing");
    }

    @Test
    void onlyTheGatewayRegisters() throws Exception {
        URI clients = sandbox.identity().issuer().resolve("/admin/realms/palm/clients");
        String client = "{\"clientId\":\"app-wild\",\"enabled\":true,"
                + "\"attributes\":{\"palm.kind\":\"service\",\"palm.audience\":\"governor\"}}";
        for (String authorization : List.of("Bearer wrong", developer, "Basic cGFsbS1nYXRld2F5Og==")) {
            HttpRequest.Builder request = HttpRequest.newBuilder(clients)
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json");
            assertThat(send(request.copy().POST(BodyPublishers.ofString(client)))
                            .statusCode())
                    .isEqualTo(401);
            assertThat(send(request.copy().GET()).statusCode()).isEqualTo(401);
        }
        URI token = sandbox.identity().issuer().resolve("/realms/palm/protocol/openid-connect/token");
        HttpResponse<String> refused = send(HttpRequest.newBuilder(token)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", "Basic cGFsbS1nYXRld2F5Og==")
                .POST(BodyPublishers.ofString("grant_type=client_credentials")));
        assertThat(refused.statusCode()).isEqualTo(401);
    }
}
