package org.palmgateway.routes.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A change that is to be recorded.
 *
 * @param at when
 * @param actor who: issuer and subject with a space between them
 * @param address the address that the request came from
 * @param action what was done, such as {@code revision.published}
 * @param target to what, such as {@code hz-health/3}
 * @param reason why, in the words of whoever did it; may be empty
 * @param detail what else is worth knowing, as a JSON object; never a secret
 */
public record AuditEvent(
        Instant at, String actor, String address, String action, String target, String reason, String detail) {

    /** Cuts the time to what every store keeps. */
    public AuditEvent {
        at = at.truncatedTo(ChronoUnit.MILLIS);
    }
}
