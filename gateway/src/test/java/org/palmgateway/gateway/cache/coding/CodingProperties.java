package org.palmgateway.gateway.cache.coding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.aayushatharva.brotli4j.decoder.BrotliInputStream;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class CodingProperties {

    /** RFC 9659 §3: 8 MB are 2^23 octets. */
    private static final int LARGEST_WINDOW_LOG = 23;

    @Property(tries = 200)
    void anyContentIsDecodedToItself(@ForAll Coding coding, @ForAll @Size(max = 2000) byte[] content)
            throws IOException {
        assumeThat(Coding.available()).contains(coding);

        assertThat(decode(coding, coding.encode(content))).isEqualTo(content);
    }

    @Property(tries = 30)
    void largeContentIsDecodedToItself(
            @ForAll Coding coding,
            @ForAll @IntRange(min = 100_000, max = 3_000_000) int length,
            @ForAll @IntRange(min = 1, max = 256) int octets,
            @ForAll long seed)
            throws IOException {
        assumeThat(Coding.available()).contains(coding);
        byte[] content = random(length, octets, seed);

        assertThat(decode(coding, coding.encode(content))).isEqualTo(content);
    }

    @Property
    void textBecomesMuchSmallerAndAlwaysTheSame(@ForAll Coding coding) {
        assumeThat(Coding.available()).contains(coding);
        byte[] content = "{\"name\":\"west lake\",\"open\":true},".repeat(1000).getBytes(StandardCharsets.UTF_8);

        byte[] encoded = coding.encode(content);

        assertThat(encoded).hasSizeLessThan(content.length / 20).isEqualTo(coding.encode(content));
    }

    @Example
    void noWindowOfZstdIsLargerThanABrowserTakes() throws IOException {
        assumeThat(Coding.available()).contains(Coding.ZSTD);
        byte[] content = random(20 << 20, 256, 7);

        try (ZstdInputStream zstd = new ZstdInputStream(new ByteArrayInputStream(Coding.ZSTD.encode(content)))) {
            zstd.setLongMax(LARGEST_WINDOW_LOG);
            assertThat(zstd.readAllBytes()).isEqualTo(content);
        }
    }

    private static byte[] random(int length, int octets, long seed) {
        Random random = new Random(seed);
        byte[] content = new byte[length];
        for (int i = 0; i < length; i++) {
            content[i] = (byte) random.nextInt(octets);
        }
        return content;
    }

    private static byte[] decode(Coding coding, byte[] encoded) throws IOException {
        InputStream octets = new ByteArrayInputStream(encoded);
        try (InputStream decoder = switch (coding) {
            case ZSTD -> new ZstdInputStream(octets);
            case BR -> new BrotliInputStream(octets);
            case GZIP -> new GZIPInputStream(octets);
        }) {
            return decoder.readAllBytes();
        }
    }
}
