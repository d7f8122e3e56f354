package org.palmgateway.routes.path;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Decodes and encodes single path segments (RFC 3986 §3.3). */
final class Segments {

    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String PUNCTUATION = "-._~!$&'()*+,=:@";

    private Segments() {}

    /** Decodes the segment between two positions, once. */
    static String decode(String raw, int start, int end) throws MalformedPath {
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                return decodeEscapes(raw, start, end);
            }
            if (!literal(c)) {
                throw new MalformedPath(reason(c));
            }
        }
        return raw.substring(start, end);
    }

    private static String decodeEscapes(String raw, int start, int end) throws MalformedPath {
        byte[] octets = new byte[end - start];
        int length = 0;
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c == '%') {
                int octet = escape(raw, i, end);
                if (octet == '/' || octet == '\\') {
                    throw new MalformedPath(MalformedPath.Reason.SLASH_IN_SEGMENT);
                }
                if (octet < 0x20 || octet == 0x7f) {
                    throw new MalformedPath(MalformedPath.Reason.CONTROL_CHARACTER);
                }
                octets[length++] = (byte) octet;
                i += 2;
            } else if (literal(c)) {
                octets[length++] = (byte) c;
            } else {
                throw new MalformedPath(reason(c));
            }
        }
        return utf8(ByteBuffer.wrap(octets, 0, length));
    }

    private static int escape(String raw, int percent, int end) throws MalformedPath {
        if (percent + 2 >= end
                || !HexFormat.isHexDigit(raw.charAt(percent + 1))
                || !HexFormat.isHexDigit(raw.charAt(percent + 2))) {
            throw new MalformedPath(MalformedPath.Reason.BAD_ESCAPE);
        }
        return HexFormat.fromHexDigits(raw, percent + 1, percent + 3);
    }

    private static String utf8(ByteBuffer octets) throws MalformedPath {
        try {
            // A fresh decoder reports malformed input; String's own constructor would replace it silently.
            String text = StandardCharsets.UTF_8.newDecoder().decode(octets).toString();
            if (text.chars().anyMatch(Character::isISOControl)) {
                throw new MalformedPath(MalformedPath.Reason.CONTROL_CHARACTER);
            }
            return text;
        } catch (CharacterCodingException e) {
            throw new MalformedPath(MalformedPath.Reason.NOT_UTF8);
        }
    }

    private static MalformedPath.Reason reason(char c) {
        if (c == ';') {
            return MalformedPath.Reason.PATH_PARAMETER;
        }
        if (c == '\\') {
            return MalformedPath.Reason.SLASH_IN_SEGMENT;
        }
        return Character.isISOControl(c)
                ? MalformedPath.Reason.CONTROL_CHARACTER
                : MalformedPath.Reason.ILLEGAL_CHARACTER;
    }

    /** Appends a decoded segment in its one normal spelling. */
    static void encode(String segment, StringBuilder target) {
        for (int i = 0; i < segment.length(); i++) {
            if (!literal(segment.charAt(i))) {
                encodeOctets(segment, i, target);
                return;
            }
            target.append(segment.charAt(i));
        }
    }

    private static void encodeOctets(String segment, int from, StringBuilder target) {
        for (byte octet : segment.substring(from).getBytes(StandardCharsets.UTF_8)) {
            if (literal((char) (octet & 0xff))) {
                target.append((char) octet);
            } else {
                target.append('%');
                HEX.toHexDigits(target, octet);
            }
        }
    }

    /** Tells whether a character stands for itself: {@code pchar} of RFC 3986 §3.3 without the semicolon. */
    private static boolean literal(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || PUNCTUATION.indexOf(c) >= 0;
    }
}
