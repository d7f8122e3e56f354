package org.palmgateway.auth.token;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TokenHashTest {

    @Test
    void hashIsSha256InBase64Url() {
        // FIPS 180-2 appendix B.1: the digest of "abc".
        assertThat(TokenHash.of("abc").base64Url()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    @Test
    void sameTokenHasTheSameHash() {
        assertThat(TokenHash.of("token")).isEqualTo(TokenHash.of("token")).isNotEqualTo(TokenHash.of("Token"));
    }
}
