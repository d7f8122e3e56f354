package org.palmgateway.auth.revocation;

import reactor.core.publisher.Mono;

/**
 * The revocations in force. Each is remembered at least as long as a token from before it may live, then dropped: the token has
 * expired by itself.
 *
 * <p>An implementation that shares revocations between nodes tells the others before {@link #revoke} completes, and answers
 * {@link #covers} from its own memory: asking is part of every request and never waits.
 */
public interface Revocations {

    /**
     * Puts a revocation in force.
     *
     * @param revocation what no longer counts
     * @return completes when no request that begins afterwards is let in on this node; an error when the revocation could not be kept
     */
    Mono<Void> revoke(Revocation revocation);

    /** Tells whether a credential is revoked. Never blocks. */
    boolean covers(Credential credential);

    /** Returns about how many revocations are remembered. */
    long size();
}
