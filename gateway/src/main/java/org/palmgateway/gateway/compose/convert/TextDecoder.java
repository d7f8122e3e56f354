package org.palmgateway.gateway.compose.convert;

import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decodes text strictly: octets that the charset has no character for are refused, never replaced.
 *
 * <p>A byte order mark counts most (RFC 7303 §3.3), then the charset that is named, then zero octets at the start, which UTF-16 has
 * before or after each ASCII character. All else is UTF-8.
 *
 * <p>What is named GB2312 or GBK is decoded as GB18030, as browsers do (WHATWG Encoding): it has all characters of both, and who names
 * the oldest one often sends characters of the newest.
 */
final class TextDecoder {

    private static final String MARK = "\uFEFF";

    private static final List<Charset> MARKED =
            List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private static final Set<String> PARTS_OF_GB18030 = Set.of("GB2312", "GBK", "x-mswin-936");

    private TextDecoder() {}

    /** Where a text begins, after its byte order mark, and how it is encoded. */
    private record Encoding(int from, Charset charset) {}

    /**
     * Decodes a whole text, without its byte order mark.
     *
     * @param named the charset's name; null when none is given
     */
    static String decode(byte[] octets, @Nullable String named) throws ConversionRefused {
        Encoding encoding = encoding(octets, named);
        return decode(octets, encoding.from(), octets.length, encoding.charset());
    }

    /**
     * Decodes a text piece by piece, without its byte order mark, so that it is never there twice. Octets that the charset has no character
     * for are a {@link CharacterCodingException} where they are met.
     *
     * @param named the charset's name; null when none is given
     */
    static Reader reader(byte[] octets, @Nullable String named) throws ConversionRefused {
        Encoding encoding = encoding(octets, named);
        return new InputStreamReader(
                new ByteArrayInputStream(octets, encoding.from(), octets.length - encoding.from()),
                encoding.charset().newDecoder());
    }

    private static Encoding encoding(byte[] octets, @Nullable String named) throws ConversionRefused {
        for (Charset charset : MARKED) {
            byte[] mark = MARK.getBytes(charset);
            if (Arrays.mismatch(octets, mark) == mark.length || Arrays.equals(octets, mark)) {
                return new Encoding(mark.length, charset);
            }
        }
        Charset charset = named == null ? StandardCharsets.UTF_8 : charset(named);
        if (named == null || charset.equals(StandardCharsets.UTF_16)) {
            charset = byZeros(octets, charset);
        }
        return new Encoding(0, charset);
    }

    /** Decodes a part of the octets. */
    static String decode(byte[] octets, int from, int to, Charset charset) throws ConversionRefused {
        try {
            // A new decoder reports what it cannot decode.
            return charset.newDecoder()
                    .decode(ByteBuffer.wrap(octets, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new ConversionRefused(Refusal.WRONG_CHARSET);
        }
    }

    /** Returns the charset of a name when the JDK knows it. */
    static Charset charset(String name) throws ConversionRefused {
        try {
            Charset charset = Charset.forName(name);
            return PARTS_OF_GB18030.contains(charset.name()) ? Charset.forName("GB18030") : charset;
        } catch (IllegalArgumentException e) {
            throw new ConversionRefused(Refusal.WRONG_CHARSET);
        }
    }

    private static Charset byZeros(byte[] octets, Charset other) {
        if (octets.length < 2 || (octets[0] == 0) == (octets[1] == 0)) {
            return other;
        }
        return octets[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE;
    }
}
