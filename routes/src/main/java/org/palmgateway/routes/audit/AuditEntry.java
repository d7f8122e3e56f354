package org.palmgateway.routes.audit;

import java.time.Instant;

/**
 * One change, as it was recorded.
 *
 * @param position counts the entries from 1, without a gap
 * @param at when, to the millisecond
 * @param actor who: issuer and subject with a space between them
 * @param address the address that the request came from
 * @param action what was done, such as {@code revision.published}
 * @param target to what, such as {@code hz-health/3}
 * @param reason why, in the words of whoever did it; may be empty
 * @param detail what else is worth knowing, as a JSON object; never a secret
 * @param previous hash of the entry before; of the first {@link AuditChain#BEGINNING}
 * @param hash hash of this entry
 */
public record AuditEntry(
        long position,
        Instant at,
        String actor,
        String address,
        String action,
        String target,
        String reason,
        String detail,
        String previous,
        String hash) {}
