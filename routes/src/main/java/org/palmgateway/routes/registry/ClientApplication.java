package org.palmgateway.routes.registry;

import java.time.Instant;

/**
 * An application that a developer has registered: a client at an issuer, and whose it is.
 *
 * @param issuer issuer of its tokens
 * @param client its OAuth client id
 * @param name what people call it
 * @param kind how it gets its tokens, in the issuer's words
 * @param audience whose tokens it gets
 * @param stage where it stands between here and the issuer
 * @param registration marks the client at the issuer as this application's
 * @param createdBy who made it
 * @param createdAt when
 * @param version version of the entry
 */
public record ClientApplication(
        String issuer,
        String client,
        String name,
        String kind,
        String audience,
        Stage stage,
        String registration,
        String createdBy,
        Instant createdAt,
        long version) {

    /** Where an application stands. It changes here before it does at the issuer, so that whatever breaks off can be taken up again. */
    public enum Stage {
        /** The id is its own; the issuer may or may not know it yet. */
        PENDING,
        /** It gets tokens. */
        ACTIVE,
        /** It gets no tokens. */
        DISABLED,
        /** It gets no tokens until an operator of the province says otherwise. */
        SUSPENDED,
        /** It is to go; the issuer may still know it. */
        DELETING,
        /** It is gone; nobody else gets its id. */
        DELETED
    }

    ClientApplication at(Stage next, long nextVersion) {
        return new ClientApplication(
                issuer, client, name, kind, audience, next, registration, createdBy, createdAt, nextVersion);
    }
}
