package org.palmgateway.gateway.cache.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a response was asked for and came, and how old it was then (RFC 9111 §4.2.3).
 *
 * @param requested when it was asked for
 * @param received when it came
 * @param initialAge its age when it came, {@code corrected_initial_age}
 * @param date its {@code Date}; when it came if it has none that can be read
 */
public record Times(Instant requested, Instant received, Duration initialAge, Instant date) {

    /**
     * Works out the age of a response. Clocks that differ make it older than it is, never younger: a date that lies in the future counts
     * as now.
     */
    public static Times of(Fields response, Instant requested, Instant received) {
        @Nullable Instant said = HttpDate.only(response.all("Date"));
        Instant date = said == null ? received : said;
        Duration apparent = positive(Duration.between(date, received));
        Duration delay = positive(Duration.between(requested, received));
        Duration corrected = ageField(response.all("Age")).plus(delay);
        return new Times(requested, received, apparent.compareTo(corrected) > 0 ? apparent : corrected, date);
    }

    /** Returns the age at a moment, {@code current_age}. */
    public Duration ageAt(Instant now) {
        return initialAge.plus(positive(Duration.between(received, now)));
    }

    private static Duration positive(Duration time) {
        return time.isNegative() ? Duration.ZERO : time;
    }

    /** Of several members the first one counts; one that is no number is ignored (§5.1). */
    private static Duration ageField(List<String> lines) {
        String first = "";
        for (String member : String.join(",", lines).split(",", -1)) {
            if (first.isEmpty()) {
                first = member.strip();
            }
        }
        if (first.isEmpty() || !first.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return Duration.ZERO;
        }
        return Duration.ofSeconds(
                first.length() > 10
                        ? Directives.MOST_SECONDS
                        : Math.min(Directives.MOST_SECONDS, Long.parseLong(first)));
    }
}
