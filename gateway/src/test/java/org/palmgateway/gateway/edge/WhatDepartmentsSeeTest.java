package org.palmgateway.gateway.edge;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.SignedJWT;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.palmgateway.gateway.plane.BundleText;
import org.palmgateway.gateway.plane.RawConnection;
import org.palmgateway.gateway.plane.TestDepartment;
import org.palmgateway.gateway.plane.TestGateway;
import org.palmgateway.gateway.plane.TestIssuer;
import reactor.core.publisher.Mono;

class WhatDepartmentsSeeTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestDepartment ONE = new TestDepartment("one");
    private static final TestDepartment TWO = new TestDepartment("two");
    private static final TestDepartment SETTER =
            new TestDepartment((request, response) -> response.header("Set-Cookie", "a=b")
                    .header("Palm-Request-Id", "forged")
                    .header("Palm-Anything", "forged")
                    .header("X-Own", "kept")
                    .sendString(Mono.just("x")));

    @TempDir
    static Path directory;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.start(directory, ISSUER, bundles());
    }

    private static Map<String, String> bundles() {
        return Map.of(
                "one",
                BundleText.of("one", "330000", ONE.url(), "claims: [name]")
                        .route("one.own", "GET", "/one", "audience: citizen")
                        .route("one.open", "GET", "/open", "audience: public")
                        .route("one.falls", "GET", "/falls", "audience: public")
                        .toString(),
                "two",
                BundleText.of("two", "330100", TWO.url(), "subject: real")
                        .route("two.own", "GET", "/two", "audience: citizen")
                        .toString(),
                "unaware",
                BundleText.of("unaware", "330100", TWO.url(), "passport: none")
                        .route("unaware.own", "GET", "/unaware", "audience: citizen")
                        .toString(),
                "down",
                BundleText.of("down", "330100", "http://department.invalid")
                        .route("down.falls", "GET", "/falls", "audience: citizen", "when-down: parent-region")
                        .toString(),
                "setter",
                BundleText.of("setter", "330000", SETTER.url())
                        .route("setter.set", "GET", "/set", "audience: public")
                        .toString());
    }

    @AfterAll
    static void stop() {
        gateway.close();
        ONE.close();
        TWO.close();
        SETTER.close();
        ISSUER.close();
    }

    @Test
    void theCitizensTokenNeverReachesADepartment() {
        String token = ISSUER.citizen();

        gateway.get(
                "/one", "Authorization", "Bearer " + token, "Cookie", "session=" + token, "Proxy-Authorization", token);

        assertThat(ONE.last().headers().toString()).doesNotContain(token);
        assertThat(ONE.last().headers().contains("Authorization")).isFalse();
        assertThat(ONE.last().headers().contains("Cookie")).isFalse();
    }

    @Test
    void theTokenDoesNotReachThePublicRoutesDepartmentEither() {
        gateway.get("/open", "Authorization", "Bearer " + ISSUER.citizen());

        assertThat(ONE.last().headers().contains("Authorization")).isFalse();
        assertThat(ONE.last().headers().contains("Palm-Passport")).isFalse();
    }

    @Test
    void thePassportIsSignedForThisDepartmentAndSaysOnlyWhatItMayKnow() throws Exception {
        gateway.get("/one", "Authorization", "Bearer " + ISSUER.citizen());
        SignedJWT passport = passport(ONE);

        assertThat(verifies(passport)).isTrue();
        assertThat(passport.getJWTClaimsSet().getAudience()).containsExactly("one");
        assertThat(passport.getJWTClaimsSet().getStringClaim("name")).isEqualTo("张伟");
        assertThat(passport.getJWTClaimsSet().getClaim("phone")).isNull();
        assertThat(passport.getJWTClaimsSet().getSubject()).isNotEqualTo("citizen-1");
    }

    @Test
    void departmentsGetPassportsOfTheirOwn() throws Exception {
        gateway.get("/one", "Authorization", "Bearer " + ISSUER.citizen());
        gateway.get("/two", "Authorization", "Bearer " + ISSUER.citizen());

        assertThat(passport(TWO).serialize()).isNotEqualTo(passport(ONE).serialize());
        assertThat(passport(TWO).getJWTClaimsSet().getAudience()).containsExactly("two");
        assertThat(passport(TWO).getJWTClaimsSet().getSubject()).isEqualTo("citizen-1");
    }

    @Test
    void aDepartmentThatAsksForNoPassportGetsNone() {
        gateway.get("/unaware", "Authorization", "Bearer " + ISSUER.citizen());

        assertThat(TWO.last().headers().contains("Palm-Passport")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Palm-Passport",
                "palm-passport",
                "Palm_Passport",
                "PALM-ANYTHING",
                "Palm-Request-Id",
                "Forwarded",
                "X-Forwarded-For",
                "X_Forwarded_For",
                "X-Forwarded-Host",
                "X-Forwarded-Proto",
                "X-Forwarded-Prefix",
                "X-Forwarded-User",
                "X-Real-IP",
                "Client-Cert",
                "X-Remote-User",
                "X-SSL-Client-S-DN",
                "X-Auth-Request-Email",
                "X-Original-URL",
                "X-Rewrite-URL",
                "X-HTTP-Method-Override",
            })
    void whatACallerMakesUpAboutIdentityAndProxiesIsDropped(String field) throws IOException {
        for (String path : new String[] {"/open", "/one"}) {
            RawConnection.get(
                    gateway.port(), path, field + ": forged-by-caller", "Authorization: Bearer " + ISSUER.citizen());

            assertThat(ONE.last().headers().toString()).doesNotContain("forged-by-caller");
        }
    }

    @Test
    void aFieldThatTheCallerNamesInConnectionIsForThisHopOnly() throws IOException {
        RawConnection.get(gateway.port(), "/open", "Connection: X-Hop", "X-Hop: 1", "X-End: 2");

        assertThat(ONE.last().headers().contains("X-Hop")).isFalse();
        assertThat(ONE.last().headers().get("X-End")).isEqualTo("2");
    }

    @Test
    void aCallerCannotHaveTheGatewaysOwnFieldsDroppedByNamingThemInConnection() throws IOException {
        RawConnection.get(
                gateway.port(),
                "/one",
                "Connection: palm-passport, forwarded, x-forwarded-for, x-forwarded-proto, x-forwarded-host",
                "Connection: traceparent, palm-region, palm-request-id",
                "Authorization: Bearer " + ISSUER.citizen());

        assertThat(ONE.last().headers().names())
                .contains("Palm-Passport", "Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host")
                .contains("traceparent", "Palm-Region", "Palm-Request-Id");
    }

    @Test
    void aPublicRouteAboveGetsNoPassportOfTheRouteBelow() {
        HttpResponse<String> answer =
                gateway.get("/falls", "Authorization", "Bearer " + ISSUER.citizen(), "Palm-Region", "330100");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(ONE.last().uri()).isEqualTo("/falls");
        assertThat(ONE.last().headers().contains("Palm-Passport")).isFalse();
    }

    @Test
    void theDepartmentLearnsWhereTheRequestCameFrom() {
        gateway.get("/open");
        HttpHeaders seen = ONE.last().headers();

        assertThat(seen.get("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(seen.get("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(seen.get("Forwarded"))
                .isEqualTo("for=127.0.0.1;host=\"127.0.0.1:" + gateway.port() + "\";proto=http");
        assertThat(seen.get("Palm-Region")).isEqualTo("requested=330000; served=330000");
    }

    @Test
    void aTrustedProxyIsBelieved(@TempDir Path other) {
        try (TestGateway behind =
                TestGateway.start(other, ISSUER, bundles(), "--palm.data-plane.trusted-peers=127.0.0.0/8")) {

            HttpResponse<String> answer = behind.get(
                    "/open",
                    "X-Forwarded-For",
                    "203.0.113.9",
                    "X-Forwarded-Proto",
                    "https",
                    "Palm-Request-Id",
                    "from-edge-7");

            assertThat(ONE.last().headers().get("X-Forwarded-For")).isEqualTo("203.0.113.9, 127.0.0.1");
            assertThat(ONE.last().headers().get("X-Forwarded-Proto")).isEqualTo("https");
            assertThat(answer.headers().firstValue("Palm-Request-Id")).hasValue("from-edge-7");
        }
    }

    @Test
    void theRequestIdIsTheSameForCallerAndDepartment() {
        HttpResponse<String> answer = gateway.get("/open", "Palm-Request-Id", "made-up");

        String id = answer.headers().firstValue("Palm-Request-Id").orElseThrow();
        assertThat(id).isNotEqualTo("made-up").isEqualTo(ONE.last().headers().get("Palm-Request-Id"));
    }

    @Test
    void theCallersTraceGoesOnAndABrokenOneIsReplaced() {
        String trace = "4bf92f3577b34da6a3ce929d0e0e4736";
        gateway.get("/open", "traceparent", "00-" + trace + "-00f067aa0ba902b7-01", "tracestate", "a=1");
        HttpHeaders kept = ONE.last().headers();
        gateway.get("/open", "traceparent", "00-zz-1-01", "tracestate", "a=1");
        HttpHeaders started = ONE.last().headers();

        assertThat(kept.get("traceparent"))
                .startsWith("00-" + trace + "-")
                .endsWith("-01")
                .doesNotContain("00f067aa0ba902b7");
        assertThat(kept.get("tracestate")).isEqualTo("a=1");
        assertThat(started.get("traceparent")).matches("00-[0-9a-f]{32}-[0-9a-f]{16}-00");
        assertThat(started.contains("tracestate")).isFalse();
    }

    @Test
    void cookiesAndForgedFieldsOfADepartmentStayBehind() {
        HttpResponse<String> answer = gateway.get("/set");

        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.headers().firstValue("Palm-Anything")).isEmpty();
        assertThat(answer.headers().allValues("Palm-Request-Id")).hasSize(1).doesNotContain("forged");
        assertThat(answer.headers().firstValue("X-Own")).hasValue("kept");
    }

    private static SignedJWT passport(TestDepartment department) throws ParseException {
        return SignedJWT.parse(department.last().headers().get("Palm-Passport"));
    }

    private static boolean verifies(SignedJWT passport) throws ParseException, JOSEException {
        JWKSet keys = JWKSet.parse(gateway.get("/.well-known/jwks.json").body());
        return passport.verify(new ECDSAVerifier(
                keys.getKeyByKeyId(passport.getHeader().getKeyID()).toECKey()));
    }
}
