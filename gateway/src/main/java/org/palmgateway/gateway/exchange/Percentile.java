package org.palmgateway.gateway.exchange;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;

/**
 * Tells which subjects something is meant for that holds for a share of them. A subject stays in its percentile, so that it does not come
 * and go between its requests; whoever did not sign in is taken by the address that limits count by, so that nobody chooses.
 */
public final class Percentile {

    private Percentile() {}

    /** Returns the caller's percentile for overrides, 0 to 99. A pure function. */
    public static int of(Facts facts) {
        return of(facts, "");
    }

    /**
     * Returns the caller's percentile for something, 0 to 99. A pure function.
     *
     * @param facts who is calling
     * @param what what it is for: who comes first for one thing need not come first for others
     */
    public static int of(Facts facts, String what) {
        @Nullable Principal principal = facts.principal();
        int hash = principal == null
                ? Subscriber.of(facts.address()).hashCode()
                : 31 * principal.issuer().hashCode() + principal.subject().hashCode();
        // String.hashCode leaves neighbours next to each other; a multiplication spreads them (Knuth, TAOCP 3, 6.4).
        long spread = ((hash ^ what.hashCode() * 0x85EBCA6B) * 0x9E3779B9L) & 0xFFFFFFFFL;
        return (int) ((spread * 100) >>> 32);
    }
}
