package org.palmgateway.auth.passport;

import java.util.Set;

/**
 * The department a passport is for and what it may learn.
 *
 * @param department the department's id, put in {@code aud}
 * @param realSubject whether it may see the issuer's {@code sub}; else it gets one that no other department gets
 * @param claims the names of further claims it may see, if the caller's token has them
 */
public record Recipient(String department, boolean realSubject, Set<String> claims) {

    /**
     * Checks and copies the components.
     *
     * @throws IllegalArgumentException if the department is blank, or a claim is one that every passport has a meaning for
     */
    public Recipient {
        if (department.isBlank()) {
            throw new IllegalArgumentException("department: blank (expected: the department's id)");
        }
        claims = Set.copyOf(claims);
        for (String claim : claims) {
            if (PassportClaims.RESERVED.contains(claim)) {
                throw new IllegalArgumentException(
                        "claims: " + claim + " (expected: none of " + PassportClaims.RESERVED + ")");
            }
        }
    }
}
