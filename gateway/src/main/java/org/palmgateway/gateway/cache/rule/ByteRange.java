package org.palmgateway.gateway.cache.rule;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which octets of a stored response are asked for (RFC 9110 §14). */
public sealed interface ByteRange {

    /** The range, digits bounded so that they are numbers. */
    Pattern ONE = Pattern.compile("bytes=[ \t]*(\\d{0,18})-(\\d{0,18})[ \t]*", Pattern.CASE_INSENSITIVE);

    /**
     * These octets.
     *
     * @param first the first one
     * @param last the last one
     */
    record Part(long first, long last) implements ByteRange {
        /** Writes {@code Content-Range}. */
        public String of(long length) {
            return "bytes " + first + "-" + last + "/" + length;
        }

        /** Returns how many there are. */
        public long length() {
            return last - first + 1;
        }
    }

    /** None of the response's octets. */
    record Unsatisfiable() implements ByteRange {}

    /**
     * Reads {@code Range} (§14.2).
     *
     * @param lines the field lines
     * @param length how many octets the response has
     * @return the range; empty when the field is to be ignored: there is none, it breaks the syntax, it is of another unit, or asks for
     *     several ranges, which a server need not give
     */
    static Optional<ByteRange> of(List<String> lines, long length) {
        Matcher matcher = ONE.matcher(lines.size() == 1 ? lines.get(0) : "");
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String from = matcher.group(1);
        String to = matcher.group(2);
        if (from.isEmpty()) {
            return to.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(to), length));
        }
        long first = Long.parseLong(from);
        long last = to.isEmpty() ? length - 1 : Math.min(length - 1, Long.parseLong(to));
        if (!to.isEmpty() && Long.parseLong(to) < first) {
            return Optional.empty();
        }
        return Optional.of(first >= length ? new Unsatisfiable() : new Part(first, last));
    }

    private static ByteRange suffix(long wanted, long length) {
        return wanted == 0 || length == 0 ? new Unsatisfiable() : new Part(Math.max(0, length - wanted), length - 1);
    }
}
