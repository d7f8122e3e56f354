package org.palmgateway.routes.registry;

/**
 * A person that works for an owner.
 *
 * @param issuer issuer of the person's tokens
 * @param subject the person, as the issuer names it
 * @param role what the person may do for the owner
 */
public record Member(String issuer, String subject, Role role) {

    /** What somebody may do for an owner. */
    public enum Role {
        /** Write drafts and submit them. */
        DEVELOPER,
        /** The same, approve what others have submitted, and say who else works for the owner. */
        OPERATOR
    }
}
