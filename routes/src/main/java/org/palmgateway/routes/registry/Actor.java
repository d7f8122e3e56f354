package org.palmgateway.routes.registry;

import java.util.Set;

/**
 * Who asks for something.
 *
 * @param issuer issuer of the person's token
 * @param subject the person, as the issuer names it
 * @param duties what the person may do for the whole province
 * @param address the address that the request came from
 */
public record Actor(String issuer, String subject, Set<Duty> duties, String address) {

    /** What somebody may do for the whole province. */
    public enum Duty {
        /** Anything, for every owner. */
        PROVINCE_OPERATOR,
        /** See everything, change nothing. */
        AUDITOR,
        /** Become an owner. */
        DEVELOPER
    }

    /** Copies the duties. */
    public Actor {
        duties = Set.copyOf(duties);
    }

    /** Returns issuer and subject with a space between them; a subject alone may stand for two people of two issuers. */
    public String name() {
        return issuer + " " + subject;
    }

    boolean has(Duty duty) {
        return duties.contains(duty);
    }
}
