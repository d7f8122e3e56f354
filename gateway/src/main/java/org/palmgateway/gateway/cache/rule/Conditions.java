package org.palmgateway.gateway.cache.rule;

import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** The conditions of a request, held against a stored response (RFC 9110 §13, RFC 9111 §4.3.2). Pure functions. */
public final class Conditions {

    private Conditions() {}

    /** Tells whether a request has conditions that only the department can judge. */
    public static boolean areForTheDepartment(HttpHeaders request) {
        return request.containsHeader(HttpHeaders.IF_MATCH) || request.containsHeader(HttpHeaders.IF_UNMODIFIED_SINCE);
    }

    /** Tells whether a request asks only for what it does not have yet. */
    public static boolean any(HttpHeaders request) {
        return request.containsHeader(HttpHeaders.IF_NONE_MATCH)
                || request.containsHeader(HttpHeaders.IF_MODIFIED_SINCE);
    }

    /**
     * Tells whether the caller has the response already, so that the answer is 304.
     *
     * @param request the request's fields
     * @param isItsTag tells whether a tag of the request is one of the response
     * @param hasTag whether the response has a tag
     * @param response the response's fields
     * @param received when it came
     */
    public static boolean notModified(
            HttpHeaders request, Predicate<String> isItsTag, boolean hasTag, Fields response, Instant received) {
        List<String> tags = request.getOrEmpty(HttpHeaders.IF_NONE_MATCH);
        if (!tags.isEmpty()) {
            boolean any = tags.size() == 1 && tags.get(0).strip().equals("*");
            return any || (hasTag && EntityTags.list(tags).stream().anyMatch(isItsTag));
        }
        List<String> dates = request.getOrEmpty(HttpHeaders.IF_MODIFIED_SINCE);
        @Nullable Instant since = dates.size() == 1 ? HttpDate.of(dates.get(0)) : null;
        return since != null && !changed(response, received).isAfter(since);
    }

    /** §13.1.3, and RFC 9111 §4.3.2: without {@code Last-Modified} it is {@code Date}, else the time it came. */
    private static Instant changed(Fields response, Instant received) {
        @Nullable Instant modified = HttpDate.only(response.all("Last-Modified"));
        @Nullable Instant date = modified == null ? HttpDate.only(response.all("Date")) : modified;
        return date == null ? received : date;
    }

    /** Tells whether a range may be given of a response: {@code If-Range} is absent, or is its strong validator (RFC 9110 §13.1.5). */
    public static boolean rangeApplies(HttpHeaders request, Fields response) {
        List<String> values = request.getOrEmpty(HttpHeaders.IF_RANGE);
        if (values.isEmpty()) {
            return true;
        }
        if (values.size() > 1) {
            return false;
        }
        String value = values.get(0).strip();
        Validators validators = Validators.of(response);
        if (value.startsWith("\"") || value.startsWith("W/")) {
            return validators.entityTag() != null && EntityTags.stronglyEqual(value, validators.entityTag());
        }
        @Nullable Instant said = HttpDate.of(value);
        @Nullable Instant modified = HttpDate.of(validators.lastModified());
        @Nullable Instant date = HttpDate.only(response.all("Date"));
        // Within a second of its making it could have been changed once more (§8.8.2.2).
        return modified != null && date != null && !modified.plusSeconds(1).isAfter(date) && modified.equals(said);
    }
}
