package org.palmgateway.sandbox.identity;

import java.util.List;
import java.util.Set;

/**
 * Somebody who can sign in to the sandbox. Invented, as is everything about them.
 *
 * @param user the name to sign in with
 * @param name full name in Chinese
 * @param nameEn full name in Latin letters
 * @param audience {@code citizen}, {@code official} or {@code governor}
 * @param region GB/T 2260 code of where the person lives or works
 * @param citizenId identity number as it is shown, its middle masked
 * @param acr how strongly the person was authenticated
 */
record Person(
        String user,
        String name,
        String nameEn,
        String audience,
        String region,
        String citizenId,
        String acr,
        List<String> roles) {

    private static final Set<String> AUDIENCES = Set.of("citizen", "official", "governor");

    Person {
        if (!AUDIENCES.contains(audience)) {
            throw new IllegalArgumentException(
                    "audience of " + user + ": " + audience + " (expected: one of " + AUDIENCES + ")");
        }
        roles = List.copyOf(roles);
    }
}
