package org.palmgateway.gateway.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.palmgateway.gateway.plane.TestGateway.becomes;

import com.aayushatharva.brotli4j.Brotli4jLoader;
import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.palmgateway.gateway.cache.coding.Coding;
import reactor.core.publisher.Mono;

class EncodedAnswersTest {

    private static final String TEXT = "{\"affair\":\"公积金\"} ".repeat(500);
    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    private static Path directory;

    private static CachedProvince province;

    @BeforeAll
    static void start() {
        Brotli4jLoader.ensureAvailability();
        province = new CachedProvince(directory, "");
    }

    @AfterAll
    static void stop() {
        province.close();
    }

    private static HttpResponse<byte[]> get(String path, String accepted, String... fields) {
        HttpRequest.Builder request = HttpRequest.newBuilder(province.gateway.uri(path));
        if (!accepted.isEmpty()) {
            request.header("Accept-Encoding", accepted);
        }
        if (fields.length > 0) {
            request.headers(fields);
        }
        try {
            return province.gateway.client().send(request.build(), BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private static String decoded(HttpResponse<byte[]> answer) throws IOException {
        InputStream octets = new ByteArrayInputStream(answer.body());
        InputStream plain = switch (header(answer, "Content-Encoding")) {
            case "gzip" -> new GZIPInputStream(octets);
            case "br" -> new BrotliInputStream(octets);
            case "zstd" -> new ZstdInputStream(octets);
            default -> octets;
        };
        try (plain) {
            return new String(plain.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void json(String path, String... more) {
        province.on(path, (request, response) -> {
            for (int i = 0; i < more.length; i += 2) {
                response.addHeader(more[i], more[i + 1]);
            }
            return response.addHeader("Cache-Control", "max-age=60")
                    .header("ETag", "\"v1\"")
                    .header("Content-Type", "application/json")
                    .header("Repr-Digest", "sha-256=:AAAA:")
                    .sendString(Mono.just(TEXT));
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip                        | gzip",
                "br                          | br",
                "zstd                        | zstd",
                "gzip, deflate, br           | br",
                "gzip, deflate, br, zstd     | zstd",
                "gzip;q=1.0, br;q=0.5        | gzip",
                "GZIP                        | gzip"
            })
    void answerIsGivenInTheCodingThatTheCallerLikesBestWithATagOfItsOwn(String accepted, String coding)
            throws IOException {
        String path = "/open/coded/" + Integer.toHexString(accepted.hashCode());
        json(path);
        HttpResponse<byte[]> first = get(path, accepted);

        assertThat(becomes(
                        SOON,
                        () -> header(get(path, accepted), "Content-Encoding").equals(coding)))
                .isTrue();
        HttpResponse<byte[]> given = get(path, accepted);

        assertThat(header(first, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(decoded(first)).isEqualTo(TEXT);
        assertThat(header(given, "ETag")).isEqualTo("\"v1-" + coding + "\"");
        assertThat(header(given, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(header(given, "Repr-Digest")).isEmpty();
        assertThat(given.body().length).isLessThan(TEXT.length() / 5);
        assertThat(decoded(given)).isEqualTo(TEXT);
        assertThat(province.asked(path)).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"''", "identity", "gzip;q=0, br;q=0, zstd;q=0", "compress"})
    void whoAcceptsNoneOfThemGetsTheAnswerAsItIs(String accepted) {
        String path = "/open/plain/" + Integer.toHexString(accepted.hashCode());
        json(path);
        get(path, "gzip");
        get(path, "br");

        HttpResponse<byte[]> given = get(path, accepted);

        assertThat(header(given, "Content-Encoding")).isEmpty();
        assertThat(header(given, "ETag")).isEqualTo("\"v1\"");
        assertThat(header(given, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(new String(given.body(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @Test
    void tagOfAnyFormConfirmsTheResponse() {
        json("/open/tags");
        get("/open/tags", "gzip");
        assertThat(becomes(
                        SOON,
                        () -> header(get("/open/tags", "gzip"), "Content-Encoding")
                                .equals("gzip")))
                .isTrue();

        HttpResponse<byte[]> encoded = get("/open/tags", "gzip", "If-None-Match", "\"v1-gzip\"");
        HttpResponse<byte[]> plain = get("/open/tags", "gzip", "If-None-Match", "\"v1\"");
        HttpResponse<byte[]> other = get("/open/tags", "gzip", "If-None-Match", "\"v2-gzip\"");

        assertThat(encoded.statusCode()).isEqualTo(304);
        assertThat(header(encoded, "ETag")).isEqualTo("\"v1-gzip\"");
        assertThat(header(encoded, "Vary")).isEqualTo("Accept-Encoding");
        assertThat(plain.statusCode()).isEqualTo(304);
        assertThat(other.statusCode()).isEqualTo(200);
    }

    @Test
    void section5_2_1_6_callerWhoWantsTheAnswerUntransformedGetsIt() {
        json("/open/as-it-is");
        get("/open/as-it-is", "gzip");
        assertThat(becomes(
                        SOON,
                        () -> header(get("/open/as-it-is", "gzip"), "Content-Encoding")
                                .equals("gzip")))
                .isTrue();

        HttpResponse<byte[]> given = get("/open/as-it-is", "gzip", "Cache-Control", "no-transform");

        assertThat(header(given, "Content-Encoding")).isEmpty();
        assertThat(header(given, "Cache-Status")).startsWith("palm; hit");
    }

    @Test
    void section5_2_2_6_answerThatMustNotBeTransformedIsNot() {
        json("/open/no-transform", "Cache-Control", "no-transform");
        get("/open/no-transform", "gzip");

        assertThat(becomes(
                        Duration.ofMillis(300),
                        () -> !header(get("/open/no-transform", "gzip"), "Content-Encoding")
                                .isEmpty()))
                .isFalse();
    }

    @Test
    void departmentThatEncodesItselfIsAskedOnceForEachOfTheTwoForms() throws IOException {
        byte[] gzipped = Coding.GZIP.encode(TEXT.getBytes(StandardCharsets.UTF_8));
        province.on("/open/own", (request, response) -> {
            boolean gzip = request.requestHeaders().get("Accept-Encoding", "").equals("gzip");
            response.header("Cache-Control", "max-age=60")
                    .header("Content-Type", "application/json")
                    .header("Vary", "Accept-Encoding");
            return gzip
                    ? response.header("Content-Encoding", "gzip").sendByteArray(Mono.just(gzipped))
                    : response.sendString(Mono.just(TEXT));
        });

        HttpResponse<byte[]> encoded = get("/open/own", "br, gzip");
        HttpResponse<byte[]> plain = get("/open/own", "");
        HttpResponse<byte[]> again = get("/open/own", "deflate, gzip");

        assertThat(header(encoded, "Content-Encoding")).isEqualTo("gzip");
        assertThat(decoded(encoded)).isEqualTo(TEXT);
        assertThat(header(plain, "Content-Encoding")).isEmpty();
        assertThat(decoded(again)).isEqualTo(TEXT);
        assertThat(province.asked("/open/own")).isEqualTo(2);
    }

    @Test
    void departmentIsAskedWithTheTagThatItKnows() {
        json("/open/validated", "Age", "100");
        get("/open/validated", "gzip");

        get("/open/validated", "gzip", "If-None-Match", "\"v1-gzip\"");

        assertThat(province.last("/open/validated").headers().get("If-None-Match"))
                .isEqualTo("\"v1\"");
    }
}
