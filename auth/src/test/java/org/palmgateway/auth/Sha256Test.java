package org.palmgateway.auth;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

    @Test
    void hashIsSha256InBase64Url() {
        // FIPS 180-2 appendix B.1: the digest of "abc".
        assertThat(Sha256.of("abc").base64Url()).isEqualTo("ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0");
    }

    @Test
    void sameTextHasTheSameHash() {
        assertThat(Sha256.of("token")).isEqualTo(Sha256.of("token")).isNotEqualTo(Sha256.of("Token"));
    }
}
