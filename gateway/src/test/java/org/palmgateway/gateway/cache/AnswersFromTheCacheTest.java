package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.cache.CachedProvince.status;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnswersFromTheCacheTest {

    @TempDir
    private static Path directory;

    private static CachedProvince province;

    @BeforeAll
    static void start() {
        province = new CachedProvince(directory, "");
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    @Test
    void secondRequestIsAnsweredFromTheCache() {
        province.on("/open/a", "hello", "Cache-Control", "max-age=60", "ETag", "\"v1\"");

        HttpResponse<String> first = province.get("/open/a");
        HttpResponse<String> second = province.get("/open/a");

        assertThat(first.body()).isEqualTo("hello");
        assertThat(status(first)).isEqualTo("palm; fwd=uri-miss; fwd-status=200; stored");
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(second.body()).isEqualTo("hello");
        assertThat(status(second)).matches("palm; hit; ttl=\\d+");
        assertThat(second.headers().firstValue("Age")).isPresent();
        assertThat(second.headers().firstValue("ETag")).hasValue("\"v1\"");
        assertThat(province.asked("/open/a")).isEqualTo(1);
    }
}
