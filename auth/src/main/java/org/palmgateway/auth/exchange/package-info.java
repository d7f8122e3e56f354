/**
 * Tokens of the issuer's own for departments that ask for them (RFC 8693), instead of passports.
 * {@link org.palmgateway.auth.exchange.ExchangedTokens} is the way in.
 *
 * <p>May use {@code token} for the caller, {@code revocation}, {@code http}, Caffeine and Resilience4j. Safe for any number of threads;
 * never blocks.
 */
@NullMarked
package org.palmgateway.auth.exchange;

import org.jspecify.annotations.NullMarked;
