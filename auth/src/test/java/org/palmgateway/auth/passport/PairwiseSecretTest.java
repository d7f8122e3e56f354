package org.palmgateway.auth.passport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class PairwiseSecretTest {

    private static final byte[] BYTES = "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private final PairwiseSecret secret = new PairwiseSecret(BYTES);

    @Test
    void subjectIsTheHmacOfDepartmentIssuerAndSubject() {
        // Computed with: printf 'tax\0https://id.example\0li-na' | openssl dgst -sha256 -hmac <secret> -binary | base64
        assertThat(secret.subject("tax", "https://id.example", "li-na"))
                .isEqualTo("HD58AOsTKi6g17YgZ8FiKVhP1INcBooa5ejztgHxc2E");
    }

    @Test
    void anotherSecretGivesAnotherSubject() {
        PairwiseSecret other = new PairwiseSecret(new byte[32]);

        assertThat(other.subject("tax", "i", "s")).isNotEqualTo(secret.subject("tax", "i", "s"));
    }

    @Test
    void laterChangesOfTheGivenBytesHaveNoEffect() {
        byte[] given = BYTES.clone();
        PairwiseSecret copied = new PairwiseSecret(given);

        given[0] = 0;

        assertThat(copied.subject("tax", "i", "s")).isEqualTo(secret.subject("tax", "i", "s"));
    }

    @Test
    void partsThatCouldRunIntoEachOtherAreRefused() {
        assertThatThrownBy(() -> secret.subject("tax\0i", "x", "s")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secret.subject("tax", "i\0x", "s")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shortSecretIsRefused() {
        assertThatThrownBy(() -> new PairwiseSecret(new byte[31]))
                .hasMessage("pairwiseSecret: 31 bytes (expected: >= 32 random bytes)");
    }

    @Test
    void textFormHidesTheSecret() {
        assertThat(secret).hasToString("PairwiseSecret[hidden]");
    }
}
