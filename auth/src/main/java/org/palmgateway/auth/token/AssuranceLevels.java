package org.palmgateway.auth.token;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the authentication context classes ({@code acr}) of an issuer are worth, as levels that can be compared. An {@code acr} that
 * is not named is worth nothing; with no names at all a number stands for itself, as Keycloak writes it by default.
 *
 * <p>Immutable; safe for any number of threads.
 *
 * @param levels levels by {@code acr}, each from 0 to {@value #HIGHEST}
 */
public record AssuranceLevels(Map<String, Integer> levels) {

    /** The highest level there is. */
    public static final int HIGHEST = 99;

    /** An issuer whose {@code acr} is a number. */
    public static final AssuranceLevels NUMBERS = new AssuranceLevels(Map.of());

    /**
     * Copies the levels.
     *
     * @throws IllegalArgumentException naming a level out of range
     */
    public AssuranceLevels {
        levels = Map.copyOf(levels);
        levels.forEach((acr, level) -> {
            if (level < 0 || level > HIGHEST) {
                throw new IllegalArgumentException(
                        "assuranceLevels: " + acr + "=" + level + " (expected: 0 to " + HIGHEST + ")");
            }
        });
    }

    /** Returns the level of an {@code acr}, 0 if it is worth nothing. */
    public int of(String acr) {
        if (!levels.isEmpty()) {
            return levels.getOrDefault(acr, 0);
        }
        boolean number = !acr.isEmpty() && acr.length() <= 2 && acr.chars().allMatch(c -> c >= '0' && c <= '9');
        return number ? Integer.parseInt(acr) : 0;
    }

    /** Returns the values of {@code acr} that reach a level, to be asked for at the issuer (RFC 9470 §3). */
    public Set<String> reaching(int level) {
        if (levels.isEmpty()) {
            return Set.of(Integer.toString(level));
        }
        return levels.entrySet().stream()
                .filter(entry -> entry.getValue() >= level)
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }
}
