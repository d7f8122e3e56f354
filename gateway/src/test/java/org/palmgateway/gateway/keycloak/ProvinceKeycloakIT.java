package org.palmgateway.gateway.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.auth.Sha256;
import org.palmgateway.auth.http.ClientCredentials;
import org.palmgateway.auth.http.IssuerHttp;
import org.palmgateway.auth.keycloak.KeycloakRealm;
import org.palmgateway.auth.token.Introspection;
import org.palmgateway.auth.token.InvalidToken;
import org.palmgateway.auth.token.Issuer;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import reactor.netty.http.client.HttpClient;
import reactor.test.StepVerifier;

/** A gateway, a real Keycloak, and people who sign in at it. */
@ExtendWith(RunningKeycloak.class)
class ProvinceKeycloakIT {

    private static final String PASSWORD = "correct horse battery staple";
    private static final TestDepartment TAX = new TestDepartment("tax");
    private static final TestDepartment HOUSING = new TestDepartment("housing");

    private static final String KNOWN_AS = "https://api.example.gov.cn";

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    private final KeycloakServer keycloak;
    private final KeycloakAdmin admin;
    private final String name = "user-" + UUID.randomUUID();
    private String user;

    ProvinceKeycloakIT(KeycloakServer keycloak) {
        this.keycloak = keycloak;
        this.admin = keycloak.admin();
    }

    @BeforeAll
    static void start(KeycloakServer keycloak) {
        gateway = gateway(directory, keycloak);
        keycloak.admin().sendLogoutsTo(gateway.uri(""));
    }

    static TestGateway gateway(Path directory, KeycloakServer keycloak, String... more) {
        String[] settings = {
            "--palm.identity.issuers[0].kind=keycloak",
            "--palm.identity.issuers[0].uri=" + keycloak.realm(),
            "--palm.identity.issuers[0].assurance-levels.password=1",
            "--palm.identity.issuers[0].assurance-levels.face=3",
            "--palm.data-plane.public-uri=" + KNOWN_AS,
            "--palm.identity.issuers[0].client.secret=" + TestRealm.GATEWAY_SECRET,
            // A cold Keycloak on a busy machine takes its time.
            "--palm.identity.issuers[0].client.deadline=20s"
        };
        String[] all = java.util.stream.Stream.concat(java.util.Arrays.stream(settings), java.util.Arrays.stream(more))
                .toArray(String[]::new);
        return TestGateway.start(
                directory,
                keycloak.realm(),
                Map.of(
                        "tax",
                        BundleText.of("tax", "330000", TAX.url(), "subject: real")
                                .route("tax.own", "GET", "/tax", "audience: citizen, roles: [case-worker]")
                                .route("tax.strong", "GET", "/strong", "audience: citizen, assurance: 2")
                                .route("tax.open", "GET", "/open", "audience: public")
                                .route("tax.office", "GET", "/office", "audience: official")
                                .toString(),
                        "housing",
                        BundleText.of(TestRealm.HOUSING_FUND, "330100", HOUSING.url(), "passport: exchange")
                                .route("housing.own", "GET", "/housing", "audience: citizen")
                                .toString()),
                all);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        TAX.close();
        HOUSING.close();
    }

    @BeforeEach
    void createUser() {
        user = admin.createUser(name, PASSWORD, List.of("operator"), List.of("case-worker"));
    }

    @Test
    void aCitizenSignsInOnceAndIsKnownToEveryDepartment() throws ParseException {
        String token =
                PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD).accessToken();

        assertThat(call("/tax", token)).isEqualTo(200);
        assertThat(call("/housing", token)).isEqualTo(200);

        JWTClaimsSet passport =
                SignedJWT.parse(TAX.last().headers().get("Palm-Passport")).getJWTClaimsSet();
        assertThat(passport.getSubject()).isEqualTo(user);
        assertThat(passport.getAudience()).containsExactly("tax");
        assertThat(passport.getClaims())
                .containsEntry("application", "palm-mobile")
                .containsEntry("acr", "password");
        String exchanged = HOUSING.last().headers().get("Authorization");
        assertThat(exchanged).startsWith("Bearer ").doesNotContain(token);
        JWTClaimsSet claims =
                SignedJWT.parse(exchanged.substring("Bearer ".length())).getJWTClaimsSet();
        assertThat(claims.getAudience()).containsExactly(TestRealm.HOUSING_FUND);
        assertThat(claims.getSubject()).isEqualTo(user);
        assertThat(HOUSING.last().headers().contains("Palm-Passport")).isFalse();
    }

    @Test
    void aWeakSignInIsToldWhatToAskKeycloakFor() {
        String token =
                PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD).accessToken();

        HttpResponse<String> answer = gateway.get("/strong", "Authorization", "Bearer " + token);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("WWW-Authenticate").orElse("")).contains("acr_values=\"face\"");
    }

    @Test
    void theNextCallAfterALogoutIsRefusedWithinASecond() {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        TokenAnswer tokens = phone.signIn(name, PASSWORD);
        assertThat(call("/tax", tokens.accessToken())).isEqualTo(200);
        assertThat(call("/housing", tokens.accessToken())).isEqualTo(200);

        phone.logOut(tokens.refreshToken());

        assertThat(TestGateway.becomes(Duration.ofSeconds(1), () -> call("/tax", tokens.accessToken()) == 401))
                .isTrue();
        assertThat(call("/housing", tokens.accessToken())).isEqualTo(401);
    }

    @Test
    void aSessionThatKeycloaksAdministratorEndsIsRefusedAndOthersGoOn() throws ParseException {
        TokenAnswer one = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);
        TokenAnswer other = PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD);
        assertThat(call("/tax", one.accessToken())).isEqualTo(200);

        admin.endSession(one.access().getJWTClaimsSet().getStringClaim("sid"));

        assertThat(TestGateway.becomes(Duration.ofSeconds(1), () -> call("/tax", one.accessToken()) == 401))
                .isTrue();
        assertThat(call("/tax", other.accessToken())).isEqualTo(200);
    }

    @Test
    void whomAnOperatorRevokesGetsNoNewTokensEither() {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        TokenAnswer tokens = phone.signIn(name, PASSWORD);
        assertThat(call("/tax", tokens.accessToken())).isEqualTo(200);

        HttpResponse<String> answer = asOperator("/api/revocations", "{\"subject\":\"" + user + "\"}");

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("\"atIssuer\":\"ended\"");
        assertThat(call("/tax", tokens.accessToken())).isEqualTo(401);
        assertThat(phone.refresh(tokens.refreshToken()).status()).isEqualTo(400);
    }

    @Test
    void noRequestIsLostWhileKeycloakRotatesItsKeys() {
        String before =
                PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD).accessToken();
        AtomicInteger answered = new AtomicInteger();
        AtomicInteger lost = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        Thread traffic = new Thread(() -> {
            while (!over.get()) {
                (call("/tax", before) == 200 ? answered : lost).incrementAndGet();
            }
        });
        traffic.start();

        admin.rotateKeys();
        String after =
                PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD).accessToken();
        int first = call("/tax", after);
        int from = answered.get();
        assertThat(TestGateway.becomes(Duration.ofSeconds(5), () -> answered.get() > from + 20))
                .isTrue();
        over.set(true);
        assertThat(TestGateway.becomes(Duration.ofSeconds(20), () -> !traffic.isAlive()))
                .isTrue();

        assertThat(keyOf(after)).isNotEqualTo(keyOf(before));
        assertThat(first).isEqualTo(200);
        assertThat(lost).hasValue(0);
    }

    @Test
    void aThirdPartysServiceIsRegisteredUsedRotatedAndDisabled() {
        String client = "app-" + UUID.randomUUID().toString().substring(0, 13);
        HttpResponse<String> registered = asOperator(
                "/api/applications",
                "{\"client\":\"" + client + "\",\"name\":\"Clinic\",\"kind\":\"service\",\"audience\":\"official\"}");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        assertThat(listed()).contains("\"client\":\"" + client + '"').doesNotContain("palm-mobile");
        TokenAnswer tokens = credentials(client, secret(registered));
        assertThat(call("/office", tokens.accessToken())).isEqualTo(200);

        HttpResponse<String> rotated = asOperator("/api/applications/" + client + "/secret", "");
        assertThat(rotated.statusCode()).as(rotated.body()).isEqualTo(200);
        assertThat(secret(rotated)).isNotEqualTo(secret(registered));
        assertThat(credentials(client, secret(registered)).status()).isEqualTo(401);
        assertThat(credentials(client, secret(rotated)).status()).isEqualTo(200);

        HttpResponse<String> disabled = asOperator("/api/applications/" + client + "/disable", "");
        assertThat(disabled.body()).contains("\"enabled\":false");
        assertThat(call("/office", tokens.accessToken())).isEqualTo(401);
        assertThat(credentials(client, secret(rotated)).status()).isIn(400, 401);
        assertThat(asOperator(
                                "/api/applications",
                                "{\"client\":\"" + client
                                        + "\",\"name\":\"Other\",\"kind\":\"service\",\"audience\":\"official\"}")
                        .statusCode())
                .isEqualTo(409);
    }

    @Test
    void peopleSignInThroughAThirdPartysApplication() {
        String client = "app-" + UUID.randomUUID().toString().substring(0, 13);
        HttpResponse<String> registered = asOperator(
                "/api/applications",
                "{\"client\":\"" + client
                        + "\",\"name\":\"Clinic\",\"kind\":\"public\",\"audience\":\"citizen\",\"redirects\":[\"http://127.0.0.1:8098/back\"]}");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        assertThat(registered.body()).contains("\"secret\":null");

        String token = new PhoneSignIn(keycloak.realm(), client, URI.create("http://127.0.0.1:8098/back"))
                .signIn(name, PASSWORD)
                .accessToken();

        assertThat(call("/housing", token)).isEqualTo(200);
    }

    @Test
    void keycloakBindsATokenAndTheGatewayAsksForItsProof() throws JOSEException {
        String client = "app-" + UUID.randomUUID().toString().substring(0, 13);
        HttpResponse<String> registered = asOperator(
                "/api/applications",
                "{\"client\":\"" + client
                        + "\",\"name\":\"Kiosk\",\"kind\":\"service\",\"audience\":\"official\",\"dpop\":true}");
        assertThat(registered.statusCode()).as(registered.body()).isEqualTo(201);
        ECKey key = new ECKeyGenerator(Curve.P_256).generate();
        URI endpoint = new KeycloakRealm(keycloak.realm()).token();
        HttpResponse<String> answer = new KeycloakCalls()
                .send(KeycloakCalls.post(
                                endpoint,
                                Map.of(
                                        "grant_type",
                                        "client_credentials",
                                        "client_id",
                                        client,
                                        "client_secret",
                                        secret(registered)))
                        .header("DPoP", proof(key, "POST", endpoint.toString(), null)));
        String token = TokenAnswer.of(answer.statusCode(), answer.body()).accessToken();

        assertThat(call("/office", token)).isEqualTo(401);
        String proof = proof(key, "GET", KNOWN_AS + "/office", token);
        HttpResponse<String> proven = gateway.get("/office", "Authorization", "DPoP " + token, "DPoP", proof);
        assertThat(proven.statusCode()).as(proven.body()).isEqualTo(200);
        assertThat(gateway.get("/office", "Authorization", "DPoP " + token, "DPoP", proof)
                        .statusCode())
                .isEqualTo(401);
        assertThat(credentials(client, secret(registered)).status()).isEqualTo(400);
    }

    private static String proof(ECKey key, String method, String target, @Nullable String token) throws JOSEException {
        JWTClaimsSet.Builder claims = new JWTClaimsSet.Builder()
                .jwtID(UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", target)
                .issueTime(Date.from(Instant.now()));
        if (token != null) {
            claims.claim("ath", Sha256.of(token).base64Url());
        }
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                claims.build());
        proof.sign(new ECDSASigner(key));
        return proof.serialize();
    }

    @Test
    void theGatewaysOwnClientIsNoApplication() {
        assertThat(asOperator("/api/applications/palm-gateway/secret", "").statusCode())
                .isEqualTo(404);
        assertThat(asOperator("/api/applications/palm-mobile/disable", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void keycloakTellsAboutATokenThatOnlyItCanJudge() {
        PhoneSignIn phone = PhoneSignIn.mobile(keycloak.realm());
        TokenAnswer tokens = phone.signIn(name, PASSWORD);
        Introspection introspection = new Introspection(
                Issuer.of(keycloak.realm(), "palm-gateway"),
                new KeycloakRealm(keycloak.realm()).introspection(),
                new ClientCredentials(TestRealm.GATEWAY_CLIENT, TestRealm.GATEWAY_SECRET),
                Duration.ofSeconds(60),
                10,
                new IssuerHttp(HttpClient.create(), Duration.ofSeconds(20), 1024 * 1024),
                Clock.systemUTC());

        Principal principal = introspection.principal(tokens.accessToken()).block(Duration.ofSeconds(20));

        assertThat(principal).isNotNull();
        assertThat(principal.subject()).isEqualTo(user);
        assertThat(principal.application()).isEqualTo("palm-mobile");
        phone.logOut(tokens.refreshToken());
        StepVerifier.create(introspection.principal(tokens.accessToken())).verifyError(InvalidToken.class);
    }

    @Test
    void sessionsGoOnWhileKeycloakIsAwayForAMinuteAndAGatewayStartsWithoutIt(@TempDir Path other) {
        String token =
                PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD).accessToken();
        assertThat(call("/tax", token)).isEqualTo(200);
        assertThat(call("/housing", token)).isEqualTo(200);
        AtomicInteger calls = new AtomicInteger();

        keycloak.stop();
        try (TestGateway late = gateway(other, keycloak)) {
            boolean interrupted = TestGateway.becomes(Duration.ofSeconds(60), () -> {
                calls.incrementAndGet();
                return call("/tax", token) != 200 || call("/housing", token) != 200;
            });
            assertThat(interrupted).isFalse();
            assertThat(calls.get()).isGreaterThan(100);
            assertThat(late.get("/open").statusCode()).isEqualTo(200);
            HttpResponse<String> unknown = late.get("/tax", "Authorization", "Bearer " + token);
            assertThat(unknown.statusCode()).isEqualTo(503);
            assertThat(unknown.body()).contains("\"code\":\"identity-unavailable\"");

            keycloak.start();

            assertThat(TestGateway.becomes(
                            Duration.ofSeconds(10),
                            () -> late.get("/tax", "Authorization", "Bearer " + token)
                                            .statusCode()
                                    == 200))
                    .isTrue();
        }
        String fresh =
                PhoneSignIn.mobile(keycloak.realm()).signIn(name, PASSWORD).accessToken();
        assertThat(call("/housing", fresh)).isEqualTo(200);
    }

    private static int call(String path, String token) {
        return gateway.get(path, "Authorization", "Bearer " + token).statusCode();
    }

    private String listed() {
        return gateway.admin("/api/applications?limit=1000", "Authorization", "Bearer " + operator())
                .body();
    }

    private String operator() {
        String operator = "operator-" + UUID.randomUUID();
        admin.createUser(operator, PASSWORD, List.of("operator"), List.of());
        return PhoneSignIn.console(keycloak.realm()).signIn(operator, PASSWORD).accessToken();
    }

    private HttpResponse<String> asOperator(String path, String body) {
        String token = operator();
        return gateway.send(
                HttpRequest.newBuilder(URI.create(
                                "http://127.0.0.1:" + gateway.gateway().adminPort() + path))
                        .POST(HttpRequest.BodyPublishers.ofString(body)),
                "Content-Type",
                "application/json",
                "Authorization",
                "Bearer " + token);
    }

    private TokenAnswer credentials(String client, String secret) {
        return new KeycloakCalls()
                .token(
                        new KeycloakRealm(keycloak.realm()).token(),
                        Map.of("grant_type", "client_credentials", "client_id", client, "client_secret", secret));
    }

    private static String secret(HttpResponse<String> answer) {
        Matcher secret = Pattern.compile("\"secret\":\"([^\"]+)\"").matcher(answer.body());
        assertThat(secret.find()).as(answer.body()).isTrue();
        return secret.group(1);
    }

    private static String keyOf(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        }
    }
}
