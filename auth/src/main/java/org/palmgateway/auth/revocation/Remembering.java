package org.palmgateway.auth.revocation;

import java.util.function.Predicate;

/** A memory of what was verified or made for callers. */
public interface Remembering {

    /**
     * Drops what was made for revoked callers. Looks at everything that is remembered, so never on an event loop.
     *
     * @param revoked tells whether a credential is revoked
     */
    void forget(Predicate<Credential> revoked);
}
