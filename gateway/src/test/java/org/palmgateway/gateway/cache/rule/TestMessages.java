package org.palmgateway.gateway.cache.rule;

import java.time.Duration;
import java.time.Instant;
import org.springframework.http.HttpHeaders;

/** Requests and responses of one fixed moment. */
final class TestMessages {

    static final Instant NOW = Instant.parse("2026-01-15T10:00:00Z");

    private TestMessages() {}

    static HttpHeaders request(String... namesAndValues) {
        HttpHeaders headers = new HttpHeaders();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    static RequestControl asking(String cacheControl) {
        return cacheControl.isEmpty()
                ? RequestControl.of(request())
                : RequestControl.of(request("Cache-Control", cacheControl));
    }

    static ResponseControl saying(String cacheControl) {
        return cacheControl.isEmpty()
                ? ResponseControl.of(Fields.of())
                : ResponseControl.of(Fields.of("Cache-Control", cacheControl));
    }

    static String at(Instant time) {
        return HttpDate.written(time);
    }

    static String inSeconds(long seconds) {
        return at(NOW.plusSeconds(seconds));
    }

    static Freshness freshness(int status, String... fields) {
        Fields response = Fields.of(fields);
        return Freshness.of(status, response, ResponseControl.of(response), Times.of(response, NOW, NOW));
    }

    static long lifetime(int status, String... fields) {
        return freshness(status, fields).lifetime().toSeconds();
    }

    static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }
}
