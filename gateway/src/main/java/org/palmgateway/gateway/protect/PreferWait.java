package org.palmgateway.gateway.protect;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.model.Timeouts;

/**
 * Reads how long a client is prepared to wait: the preference {@code wait} of the field {@code Prefer} (RFC 7240 §2, §4.3).
 *
 * <p>Of several preferences of that name, in one field or in several, only the first one is looked at, even when it makes no sense.
 * A preference that makes no sense is as good as none, since preferences may be ignored: one that is not a whole number, one of zero
 * seconds, in which nothing can be done, and one that breaks the syntax, which is not taken for a preference at all. A pure
 * function, in time linear in the length of the field.
 */
public final class PreferWait {

    private static final String NAME = "wait";
    private static final int SAFE_DIGITS = 9;

    private PreferWait() {}

    /**
     * Reads the preference.
     *
     * @param fields the values of all {@code Prefer} fields, in order
     * @return the time, at most {@link Timeouts#LONGEST}; null when the client does not say, or not in a way that makes sense
     */
    public static @Nullable Duration of(List<String> fields) {
        for (String field : fields) {
            Preferences preferences = new Preferences(field);
            for (Preferences.@Nullable Preference each = preferences.next(); each != null; each = preferences.next()) {
                if (each.name().equalsIgnoreCase(NAME)) {
                    return seconds(each.value());
                }
            }
        }
        return null;
    }

    private static @Nullable Duration seconds(String value) {
        if (value.isEmpty() || !value.chars().allMatch(each -> each >= '0' && each <= '9')) {
            return null;
        }
        int zeros = 0;
        while (zeros < value.length() && value.charAt(zeros) == '0') {
            zeros++;
        }
        String digits = value.substring(zeros);
        if (digits.isEmpty()) {
            return null;
        }
        long longest = Timeouts.LONGEST.toSeconds();
        return Duration.ofSeconds(digits.length() > SAFE_DIGITS ? longest : Math.min(longest, Long.parseLong(digits)));
    }
}
