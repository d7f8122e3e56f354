package org.palmgateway.sandbox.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the identity provider over real sockets. */
final class Caller {

    private final URI issuer;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Caller(URI issuer) {
        this.issuer = issuer;
    }

    /** Signs in with the right password and changes the code for an access token. */
    SignedJWT signIn(String client, String redirect, String user, String scope) throws Exception {
        SignIn browser = new SignIn(issuer);
        Map<String, String> callback = browser.authorize(user, "demo", SignIn.request(client, redirect, scope));
        HttpResponse<String> answer = browser.token(client, redirect, code(callback), SignIn.VERIFIER);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SignedJWT.parse(json(answer).path("access_token").asString());
    }

    static String code(Map<String, String> callback) {
        assertThat(callback).containsKey("code").containsEntry("state", "s-1");
        return callback.getOrDefault("code", "");
    }

    boolean verified(SignedJWT token) throws Exception {
        return token.verify(new RSASSAVerifier(
                keys().getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey()));
    }

    JWKSet keys() throws Exception {
        return JWKSet.parse(get("/oauth2/jwks").body());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(issuer.resolve(path)));
    }

    HttpResponse<String> post(String path, String accept) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(issuer.resolve(path))
                .header("Accept", accept)
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    static JsonNode json(HttpResponse<String> answer) {
        return JsonMapper.shared().readTree(answer.body());
    }
}
