package org.palmgateway.routes.model;

import java.util.List;
import java.util.Set;
import org.palmgateway.routes.policy.Policy;

/**
 * An agency that owns upstreams and routes and sits in one region.
 *
 * @param id unique in the province; the {@code aud} of passports made for it
 * @param name what people call it
 * @param region GB/T 2260 code of where it sits
 * @param passport how it is told who is calling
 * @param subject which subject its passports carry
 * @param claims names of the caller's claims it is entitled to
 * @param upstreams its backends, at least one
 * @param policy what its bundle says about traffic to it
 * @param origin where it was written down
 */
public record Department(
        String id,
        LocalText name,
        String region,
        PassportKind passport,
        SubjectKind subject,
        Set<String> claims,
        List<Upstream> upstreams,
        Policy policy,
        Origin origin) {

    /**
     * Returns the id that bundles know it by: while a draft is tried, departments have another word and a colon before it, which no id of a
     * bundle has.
     */
    public String ownId() {
        return id.substring(id.indexOf(':') + 1);
    }

    /** How a department is told who is calling. */
    public enum PassportKind {
        /** A passport signed by the gateway. */
        SIGNED,
        /** The identity provider's own token for this department, got by token exchange (RFC 8693). */
        EXCHANGE,
        /** Nothing: the department does not ask who is calling. */
        NONE
    }

    /** Which subject a passport carries. */
    public enum SubjectKind {
        /** One that is the same at every call to this department and different at every other. */
        PAIRWISE,
        /** The identity provider's own. */
        REAL
    }

    /** Copies the collections; a department without an upstream is refused. */
    public Department {
        claims = Set.copyOf(claims);
        upstreams = List.copyOf(upstreams);
        if (upstreams.isEmpty()) {
            throw new IllegalArgumentException("upstreams: none (expected: at least one)");
        }
    }
}
