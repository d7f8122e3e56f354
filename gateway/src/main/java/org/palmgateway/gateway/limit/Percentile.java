package org.palmgateway.gateway.limit;

import org.jspecify.annotations.Nullable;
import org.palmgateway.auth.token.Principal;
import org.palmgateway.gateway.exchange.Facts;

/**
 * Tells which subjects an override for a share of them holds for. A subject stays in its percentile, so that the override does not come
 * and go between its requests; whoever did not sign in is taken by the address that limits count by, so that nobody chooses.
 */
final class Percentile {

    private Percentile() {}

    /** Returns the caller's percentile, 0 to 99. A pure function. */
    static int of(Facts facts) {
        @Nullable Principal principal = facts.principal();
        int hash = principal == null
                ? Subscriber.of(facts.address()).hashCode()
                : 31 * principal.issuer().hashCode() + principal.subject().hashCode();
        // String.hashCode leaves neighbours next to each other; a multiplication spreads them (Knuth, TAOCP 3, 6.4).
        long spread = (hash * 0x9E3779B9L) & 0xFFFFFFFFL;
        return (int) ((spread * 100) >>> 32);
    }
}
