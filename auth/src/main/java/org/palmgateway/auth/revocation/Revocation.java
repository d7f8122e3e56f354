package org.palmgateway.auth.revocation;

import java.time.Instant;

/** Something of an issuer that no longer counts. Immutable. */
public sealed interface Revocation {

    /** Returns the issuer's identifier. */
    String issuer();

    /** Returns what is revoked, without the time: two revocations of the same are one, the later. */
    Key key();

    /**
     * Returns the time up to which what was issued is revoked; what is issued later counts again. Tokens say when they were issued in
     * whole seconds, so one from later in the same second is revoked too.
     */
    Instant until();

    /** What can be revoked. */
    enum Kind {
        /** One sign-in, on whatever devices and applications it is used. */
        SESSION,
        /** A person, or an account of a service. */
        SUBJECT,
        /** An application, whoever uses it. */
        APPLICATION
    }

    /** What is revoked. */
    record Key(Kind kind, String issuer, String id) {}

    /** An ended session: no token of it counts, whenever issued. */
    record OfSession(String issuer, String session) implements Revocation {
        @Override
        public Key key() {
            return new Key(Kind.SESSION, issuer, session);
        }

        @Override
        public Instant until() {
            return Instant.MAX;
        }
    }

    /** A subject: no token issued to it up to a time counts; one from a later sign-in does. */
    record OfSubject(String issuer, String subject, Instant until) implements Revocation {
        @Override
        public Key key() {
            return new Key(Kind.SUBJECT, issuer, subject);
        }
    }

    /** An application: no token issued to it up to a time counts. */
    record OfApplication(String issuer, String application, Instant until) implements Revocation {
        @Override
        public Key key() {
            return new Key(Kind.APPLICATION, issuer, application);
        }
    }
}
