package org.palmgateway.gateway.cache.rule;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads and writes HTTP dates (RFC 9110 §5.6.7). */
public final class HttpDate {

    private HttpDate() {}

    /** Reads a date in any of the three formats; null when it is none. */
    public static @Nullable Instant of(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        @Nullable Date date = DateFormatter.parseHttpDate(text);
        return date == null ? null : date.toInstant();
    }

    /** Reads the date of the only field line; null when there is none, several that differ, or one that is no date. */
    static @Nullable Instant only(List<String> lines) {
        return lines.isEmpty() || lines.stream().distinct().count() > 1 ? null : of(lines.get(0));
    }

    /** Writes a date. */
    public static String written(Instant time) {
        return DateFormatter.format(Date.from(time));
    }
}
