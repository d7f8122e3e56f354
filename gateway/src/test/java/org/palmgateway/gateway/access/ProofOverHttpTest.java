package org.palmgateway.gateway.access;

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
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.palmgateway.auth.Sha256;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;

class ProofOverHttpTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment DEPARTMENT = new TestDepartment("d");

    private static final String KNOWN_AS = "https://api.example.gov.cn";

    @TempDir
    static Path directory;

    private static TestGateway gateway;
    private static ECKey phone;
    private static ECKey thief;
    private static String bound;

    @BeforeAll
    static void start() throws JOSEException {
        phone = new ECKeyGenerator(Curve.P_256).generate();
        thief = new ECKeyGenerator(Curve.P_256).generate();
        String thumbprint = phone.computeThumbprint().toString();
        bound = ISSUER.token(claims -> claims.claim("cnf", Map.of("jkt", thumbprint)));
        gateway = TestGateway.start(
                directory,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.own", "GET", "/own", "audience: citizen")
                                .route("d.pay", "GET", "/pay", "audience: citizen, dpop: true")
                                .toString()),
                "--palm.identity.dpop.applications=kiosk",
                "--palm.data-plane.public-uri=" + KNOWN_AS);
    }

    @AfterAll
    static void stop() {
        gateway.close();
        DEPARTMENT.close();
        ISSUER.close();
    }

    @Test
    void aBoundTokenWithItsProofPasses() {
        assertThat(call("/own", proof(phone, "/own", bound)).statusCode()).isEqualTo(200);
        assertThat(call("/pay", proof(phone, "/pay", bound)).statusCode()).isEqualTo(200);
    }

    @Test
    void neitherProofNorTokenReachesTheDepartment() {
        call("/own", proof(phone, "/own", bound));

        assertThat(DEPARTMENT.last().headers().names())
                .noneMatch(name -> name.equalsIgnoreCase("DPoP") || name.equalsIgnoreCase("Authorization"));
    }

    @Test
    void aProofIsTakenOnce() {
        String proof = proof(phone, "/own", bound);
        assertThat(call("/own", proof).statusCode()).isEqualTo(200);

        assertRefused(call("/own", proof), "proof-refused", "used before");
    }

    @Test
    void aStolenTokenIsOfNoUseWithoutTheKey() {
        assertRefused(call("/own", proof(thief, "/own", bound)), "proof-refused", "another key");
        assertRefused(
                gateway.get("/own", "Accept-Language", "en", "Authorization", "DPoP " + bound),
                "proof-refused",
                "none");
        assertRefused(
                gateway.get("/own", "Accept-Language", "en", "Authorization", "Bearer " + bound),
                "proof-refused",
                "bound to a key");
    }

    @Test
    void aProofForAnotherAddressOrTokenIsRefused() {
        assertRefused(call("/own", proof(phone, "/pay", bound)), "proof-refused", "another address");
        assertRefused(call("/own", proof(phone, "/own", ISSUER.citizen())), "proof-refused", "another token");
    }

    @Test
    void twoProofsAreNone() {
        HttpResponse<String> answer = gateway.get(
                "/own",
                "Accept-Language",
                "en",
                "Authorization",
                "DPoP " + bound,
                "DPoP",
                proof(phone, "/own", bound),
                "DPoP",
                proof(phone, "/own", bound));

        assertRefused(answer, "proof-refused", "more than one");
    }

    @Test
    void anUnboundTokenMustNotBeSentAsABoundOne() {
        HttpResponse<String> answer = gateway.get(
                "/own",
                "Accept-Language",
                "en",
                "Authorization",
                "DPoP " + ISSUER.citizen(),
                "DPoP",
                proof(phone, "/own", ISSUER.citizen()));

        assertRefused(answer, "token-refused", "bound to no key");
    }

    @Test
    void aGatewayThatDoesNotKnowItsOwnAddressTakesNoBoundToken(@TempDir Path other) {
        try (TestGateway nameless = TestGateway.start(
                other,
                ISSUER,
                Map.of(
                        "d",
                        BundleText.of("d", "330000", DEPARTMENT.url())
                                .route("d.own", "GET", "/own", "audience: citizen")
                                .toString()))) {

            HttpResponse<String> answer = nameless.get(
                    "/own",
                    "Accept-Language",
                    "en",
                    "Authorization",
                    "DPoP " + bound,
                    "DPoP",
                    proof(phone, "/own", bound));

            assertRefused(answer, "proof-refused", "public-uri");
        }
    }

    @Test
    void aRouteOrAnApplicationMayAskForBoundTokens() {
        HttpResponse<String> route =
                gateway.get("/pay", "Accept-Language", "en", "Authorization", "Bearer " + ISSUER.citizen());
        HttpResponse<String> application = gateway.get(
                "/own",
                "Accept-Language",
                "en",
                "Authorization",
                "Bearer " + ISSUER.token(claims -> claims.claim("client_id", "kiosk")));

        for (HttpResponse<String> answer : List.of(route, application)) {
            assertRefused(answer, "proof-required", "bound to your key");
            assertThat(answer.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("DPoP realm=\"palm\", algs=\"ES256 ");
        }
    }

    @Test
    void theAdminPlaneTakesNoBoundToken() {
        String operator = ISSUER.token(
                claims -> claims.claim("roles", List.of("operator")).claim("cnf", Map.of("jkt", thumbprint(phone))));

        assertThat(gateway.admin("/api/snapshot", "Authorization", "Bearer " + operator)
                        .statusCode())
                .isEqualTo(401);
    }

    private static HttpResponse<String> call(String path, String proof) {
        return gateway.get(path, "Accept-Language", "en", "Authorization", "DPoP " + bound, "DPoP", proof);
    }

    private static String thumbprint(ECKey key) {
        try {
            return key.computeThumbprint().toString();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String proof(ECKey key, String path, String token) {
        SignedJWT proof = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256)
                        .type(new JOSEObjectType("dpop+jwt"))
                        .jwk(key.toPublicJWK())
                        .build(),
                new JWTClaimsSet.Builder()
                        .jwtID(UUID.randomUUID().toString())
                        .claim("htm", "GET")
                        .claim("htu", KNOWN_AS + path)
                        .claim("ath", Sha256.of(token).base64Url())
                        .issueTime(Date.from(Instant.now()))
                        .build());
        try {
            proof.sign(new ECDSASigner(key));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return proof.serialize();
    }

    private static void assertRefused(HttpResponse<String> answer, String code, String text) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(401);
        assertThat(answer.body()).contains("\"code\":\"" + code + "\"").contains(text);
        assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
    }
}
