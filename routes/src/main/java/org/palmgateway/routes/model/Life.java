package org.palmgateway.routes.model;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.palmgateway.routes.path.PathPattern;

/**
 * How long a route is meant to be called.
 *
 * @param deprecated since when, or from when, callers should go elsewhere (RFC 9745); null while they need not
 * @param sunset from when it may be gone (RFC 8594), not before {@code deprecated}; null while that is not known
 * @param successor path of this gateway that does the same, with variables of the route's pattern only; null when there is none
 * @param documentation page for people about the end of the route; null when there is none
 */
public record Life(
        @Nullable Instant deprecated,
        @Nullable Instant sunset,
        @Nullable PathPattern successor,
        @Nullable URI documentation) {

    /** Of a route whose end is not in sight. */
    public static final Life OPEN_ENDED = new Life(null, null, null, null);

    /** Refuses an end of what is not deprecated, and one before that. */
    public Life {
        if (deprecated == null && (sunset != null || successor != null || documentation != null)) {
            throw new IllegalArgumentException(
                    "life: no deprecated (expected: the moment since which callers should go elsewhere)");
        }
        if (deprecated != null && sunset != null && sunset.isBefore(deprecated)) {
            throw new IllegalArgumentException(
                    "sunset: " + sunset + " (expected: not before " + deprecated + ", RFC 9745 section 4)");
        }
    }

    /** Tells whether its route may be gone at a moment. */
    public boolean over(Instant now) {
        return sunset != null && !now.isBefore(sunset);
    }
}
