package org.palmgateway.gateway.cache.rule;

import io.netty.handler.codec.DateFormatter;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads and writes HTTP dates (RFC 9110 §5.6.7), in whatever case, of no zone but GMT, and only of days that there are (RFC 9111 §4.2). */
public final class HttpDate {

    private static final DateTimeFormatter FIXED = strict(new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEE, dd MMM ")
            .appendValue(ChronoField.YEAR, 4)
            .appendPattern(" HH:mm:ss 'GMT'"));

    /** Of RFC 850; two digits are one of the years from 1970 to 2069. */
    private static final DateTimeFormatter SHORT_YEAR = strict(new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEEE, dd-MMM-")
            .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
            .appendPattern(" HH:mm:ss 'GMT'"));

    private static final DateTimeFormatter ASCTIME = strict(new DateTimeFormatterBuilder()
            .parseCaseInsensitive()
            .appendPattern("EEE MMM ppd HH:mm:ss ")
            .appendValue(ChronoField.YEAR, 4));

    private HttpDate() {}

    private static DateTimeFormatter strict(DateTimeFormatterBuilder builder) {
        return builder.toFormatter(Locale.US).withResolverStyle(ResolverStyle.STRICT);
    }

    /** Reads a date in any of the three formats; null when it is none. */
    public static @Nullable Instant of(@Nullable String text) {
        String date = text == null ? "" : text.strip();
        if (date.length() < 4) {
            return null;
        }
        try {
            return LocalDateTime.parse(date, format(date.charAt(3))).toInstant(ZoneOffset.UTC);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static DateTimeFormatter format(char afterTheDay) {
        if (afterTheDay == ',') {
            return FIXED;
        }
        return afterTheDay == ' ' ? ASCTIME : SHORT_YEAR;
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
