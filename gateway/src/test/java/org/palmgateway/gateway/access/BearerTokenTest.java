package org.palmgateway.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.http.HttpHeaders;

class BearerTokenTest {

    private final HttpHeaders headers = new HttpHeaders();

    @ParameterizedTest
    @CsvSource({"Bearer abc, abc", "bearer abc, abc", "BEARER a.b-c_d~e+f/g=, a.b-c_d~e+f/g="})
    void tokenFollowsTheSchemeInAnyLetterCase(String value, String token) {
        headers.set("authorization", value);

        assertThat(BearerToken.of(headers)).isEqualTo(token);
    }

    @Test
    void spacesAroundTheTokenAreNoPartOfIt() {
        headers.set("Authorization", "Bearer   abc  ");

        assertThat(BearerToken.of(headers)).isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer    ",
                "Bearerabc",
                "Basic YTpi",
                "abc",
                "X-Bearer abc",
                "DPoP abc"
            })
    void anythingElseIsNoToken(String value) {
        headers.set("Authorization", value);

        assertThat(BearerToken.of(headers)).isNull();
    }

    @Test
    void requestWithoutAuthorizationHasNoToken() {
        headers.set("Cookie", "Authorization=Bearer abc");
        headers.set("Proxy-Authorization", "Bearer abc");

        assertThat(BearerToken.of(headers)).isNull();
    }
}
