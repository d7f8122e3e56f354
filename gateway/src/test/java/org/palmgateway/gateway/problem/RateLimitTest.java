package org.palmgateway.gateway.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    @Test
    void fieldsAreThoseOfTheDraft() {
        RateLimit limit = new RateLimit("region/330000/per-citizen", 100, MINUTE, 50, Duration.ofSeconds(30));

        assertThat(limit.policyField()).isEqualTo("\"region/330000/per-citizen\";q=100;w=60");
        assertThat(limit.field()).isEqualTo("\"region/330000/per-citizen\";r=50;t=30");
        assertThat(limit.retryAfterSeconds()).isEqualTo(30);
    }

    @Test
    void secondsAreRoundedUp() {
        RateLimit limit = new RateLimit("any", 1, Duration.ofMillis(1001), 0, Duration.ofNanos(30_000_000_001L));

        assertThat(limit.policyField()).endsWith(";w=2");
        assertThat(limit.field()).endsWith(";t=31");
        assertThat(limit.retryAfterSeconds()).isEqualTo(31);
    }

    @Test
    void nobodyIsToldToComeBackAtOnce() {
        RateLimit limit = new RateLimit("any", 1, MINUTE, 0, Duration.ZERO);

        assertThat(limit.field()).endsWith(";t=0");
        assertThat(limit.retryAfterSeconds()).isEqualTo(1);
    }

    @Test
    void nameIsWrittenAsAStructuredString() {
        RateLimit limit = new RateLimit("a\"b\\c 浙\r\n~\u007f", 1, MINUTE, 0, MINUTE);

        assertThat(limit.field()).isEqualTo("\"a\\\"b\\\\c ???~?\";r=0;t=60");
    }

    @Test
    void numbersAreNoLongerThanAStructuredInteger() {
        RateLimit limit =
                new RateLimit("any", Long.MAX_VALUE, MINUTE, Long.MAX_VALUE, Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(limit.policyField()).isEqualTo("\"any\";q=999999999999999;w=60");
        assertThat(limit.field()).isEqualTo("\"any\";r=999999999999999;t=999999999999999");
    }

    @Test
    void whatFieldsCannotSayIsRefused() {
        assertThatThrownBy(() -> new RateLimit("any", -1, MINUTE, 0, MINUTE)).hasMessageStartingWith("quota: -1");
        assertThatThrownBy(() -> new RateLimit("any", 1, MINUTE, -1, MINUTE)).hasMessageStartingWith("remaining: -1");
        assertThatThrownBy(() -> new RateLimit("any", 1, Duration.ZERO, 0, MINUTE))
                .hasMessageStartingWith("window: 0");
        assertThatThrownBy(() -> new RateLimit("any", 1, MINUTE, 0, Duration.ofSeconds(-1)))
                .hasMessageStartingWith("reset: -1");
    }
}
