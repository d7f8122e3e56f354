package org.palmgateway.gateway.cache.coding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressibleTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/html",
                "text/plain; charset=utf-8",
                "Text/CSS",
                "text/javascript",
                "application/json",
                "APPLICATION/JSON;charset=UTF-8",
                " application/json ; charset=utf-8",
                "application/xml",
                "application/javascript",
                "application/problem+json",
                "application/atom+xml",
                "image/svg+xml",
                "application/wasm",
                "application/x-ndjson",
                "font/ttf",
                "font/otf"
            })
    void textAndUnpackedContentIsEncoded(String contentType) {
        assertThat(Compressible.is(contentType)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ";",
                "text",
                "text/",
                "json",
                "+json",
                "text/event-stream",
                "Text/Event-Stream; charset=utf-8",
                "image/png",
                "image/jpeg; profile=\"text/html\"",
                "font/woff2",
                "video/mp4",
                "application/zip",
                "application/octet-stream; name=a+json",
                "application/jsonp"
            })
    void eventsAndPackedAndUnknownContentIsNot(String contentType) {
        assertThat(Compressible.is(contentType)).isFalse();
    }
}
