package org.palmgateway.auth.revocation;

import java.time.Instant;

/**
 * What a revocation is held against: the marks of one verified token. Immutable.
 *
 * @param issuer the issuer's identifier
 * @param session the issuer's session, or what stands for it
 * @param subject the caller's identifier at the issuer
 * @param application the client id of the application, empty if the token names none
 * @param issued when the token was issued
 */
public record Credential(String issuer, String session, String subject, String application, Instant issued) {}
