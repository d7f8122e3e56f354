package org.palmgateway.sandbox.department;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DoorkeeperTest {

    private static final String FUND = "hz-housing-fund";
    private static final String BALANCE = "/hz-housing-fund/api/accounts/10086";
    private static final String NOTICES = "/zj-service-guide/api/notices";

    private Gateway gateway;
    private Departments departments;
    private Visit visit;

    @BeforeEach
    void start() {
        gateway = new Gateway();
        departments = Departments.start(0, () -> gateway.keys());
        visit = new Visit(departments);
    }

    @AfterEach
    void stop() {
        departments.close();
        gateway.close();
    }

    @Test
    void holderOfAPassportIsCalledByName() throws Exception {
        HttpResponse<String> answer = balance(gateway.passport(FUND));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(Visit.json(answer).path("holder").asString()).isEqualTo("张伟");
        assertThat(Visit.json(answer).path("account").asString()).isEqualTo("10086");
    }

    @Test
    void nameIsLeftOutIfThePassportHasNone() throws Exception {
        String anonymous =
                gateway.passport(FUND, claims -> claims.claim("name", null).claim("name_en", null));

        assertThat(Visit.json(balance(anonymous)).path("holder").asString()).isEmpty();
    }

    @Test
    void missingPassportIsRefused() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(BALANCE));

        assertRefused(answer, 401, "passport-missing");
        assertThat(answer.headers().firstValue("WWW-Authenticate")).contains("Palm-Passport");
    }

    @Test
    void twoPassportsAreRefused() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(BALANCE)
                .header("Palm-Passport", gateway.passport(FUND))
                .header("Palm-Passport", gateway.passport(FUND)));

        assertRefused(answer, 401, "passport-missing");
    }

    @Test
    void passportOfAnotherDepartmentIsRefused() throws Exception {
        assertRefused(balance(gateway.passport("zj-tax")), 401, "passport-invalid");
    }

    @Test
    void passportForTwoDepartmentsIsRefused() throws Exception {
        String wide = gateway.passport(FUND, claims -> claims.audience(List.of(FUND, "zj-tax")));

        assertRefused(balance(wide), 401, "passport-invalid");
    }

    @Test
    void expiredPassportIsRefused() throws Exception {
        String expired = gateway.passport(
                FUND, claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(10))));

        assertRefused(balance(expired), 401, "passport-invalid");
    }

    @Test
    void passportThatNeverExpiresIsRefused() throws Exception {
        assertRefused(balance(gateway.passport(FUND, claims -> claims.expirationTime(null))), 401, "passport-invalid");
    }

    @Test
    void passportOfTomorrowIsRefused() throws Exception {
        String early = gateway.passport(
                FUND, claims -> claims.notBeforeTime(Date.from(Instant.now().plusSeconds(30))));

        assertRefused(balance(early), 401, "passport-invalid");
    }

    @Test
    void passportWithoutIssuerIsRefused() throws Exception {
        assertRefused(balance(gateway.passport(FUND, claims -> claims.issuer(" "))), 401, "passport-invalid");
    }

    @Test
    void tokenOfAnotherTypeIsRefused() throws Exception {
        assertRefused(balance(gateway.passportOfType(FUND, "at+jwt")), 401, "passport-invalid");
    }

    @Test
    void passportSignedByAStrangerIsRefused() throws Exception {
        String forged = Gateway.signed(
                Gateway.key(), "palm-passport+jwt", Gateway.claims(FUND).build());

        assertRefused(balance(forged), 401, "passport-invalid");
    }

    @Test
    void passportOfAnotherAlgorithmIsRefused() throws Exception {
        SignedJWT symmetric = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType("palm-passport+jwt"))
                        .build(),
                Gateway.claims(FUND).build());
        symmetric.sign(new MACSigner(new byte[32]));

        assertRefused(balance(symmetric.serialize()), 401, "passport-invalid");
    }

    @Test
    void unsignedPassportIsRefused() throws Exception {
        assertRefused(balance(new PlainJWT(Gateway.claims(FUND).build()).serialize()), 401, "passport-invalid");
    }

    @Test
    void nonsenseIsRefused() throws Exception {
        assertRefused(balance("nonsense"), 401, "passport-invalid");
    }

    @Test
    void tokenOfTheCitizenIsRefusedEvenWithAPassport() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(BALANCE)
                .header("Authorization", "Bearer token")
                .header("Palm-Passport", gateway.passport(FUND)));

        assertRefused(answer, 400, "authorization-received");
    }

    @Test
    void tokenOfTheCitizenIsRefusedForPublicAffairs() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(NOTICES).header("Authorization", "Bearer token"));

        assertRefused(answer, 400, "authorization-received");
    }

    @Test
    void passportIsNotJudgedWhileTheKeysCannotBeHad() throws Exception {
        try (Departments alone = Departments.start(0, () -> URI.create("http://127.0.0.1:1/jwks"))) {
            Visit lonely = new Visit(alone);

            assertRefused(
                    lonely.send(lonely.to(BALANCE).header("Palm-Passport", gateway.passport(FUND))),
                    503,
                    "keys-unavailable");
        }
    }

    @Test
    void unknownAffairOfADepartmentIsNotFound() throws Exception {
        HttpResponse<String> answer =
                visit.send(visit.to("/hz-housing-fund/api/nothing").header("Palm-Passport", gateway.passport(FUND)));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Visit.json(answer).path("error").asString()).isEqualTo("unknown-affair");
    }

    @Test
    void missingFieldIsNamed() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to("/hz-housing-fund/api/withdrawals")
                .header("Palm-Passport", gateway.passport(FUND))
                .POST(Visit.body("{\"account\":\"10086\",\"amount\":\"1500.00\"}")));

        assertRefused(answer, 400, "field-missing");
        assertThat(Visit.json(answer).path("message").asString()).contains("reason is missing");
    }

    @Test
    void fieldsAreEchoedWithoutChangingTheAnswer() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to("/hz-housing-fund/api/withdrawals")
                .header("Palm-Passport", gateway.passport(FUND))
                .POST(Visit.body(
                        "{\"account\":\"10086\",\"amount\":1500.5,\"reason\":\"\\\",\\\"state\\\":\\\"paid\"}")));

        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(Visit.json(answer).path("amount").asString()).isEqualTo("1500.5");
        assertThat(Visit.json(answer).path("reason").asString()).isEqualTo("\",\"state\":\"paid");
        assertThat(Visit.json(answer).path("state").asString()).isEqualTo("审核中");
    }

    @Test
    void englishIsSpokenToThoseWhoAskForIt() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(BALANCE)
                .header("Palm-Passport", gateway.passport(FUND))
                .header("Accept-Language", "en-GB,en;q=0.9,zh;q=0.1"));

        assertThat(Visit.json(answer).path("centre").asString()).isEqualTo("Hangzhou Housing Provident Fund Centre");
        assertThat(Visit.json(answer).path("holder").asString()).isEqualTo("Zhang Wei");
        assertThat(answer.headers().firstValue("Vary")).contains("Accept-Language");
    }

    @Test
    void chineseIsSpokenOtherwise() throws Exception {
        HttpResponse<String> answer = visit.send(visit.to(NOTICES).header("Accept-Language", "fr"));

        assertThat(Visit.json(answer).path("publisher").asString()).isEqualTo("浙江省人民政府办公厅");
    }

    private HttpResponse<String> balance(String passport) throws Exception {
        return visit.send(visit.to(BALANCE).header("Palm-Passport", passport));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String error) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(Visit.json(answer).path("error").asString()).isEqualTo(error);
    }
}
