/**
 * What no longer counts although it has not expired: sessions that ended, and subjects and applications that were cut off.
 * {@link org.palmgateway.auth.revocation.Revocations} is the way in; nodes of a cluster may share it by another implementation.
 *
 * <p>May use Caffeine and Reactor; knows neither tokens nor passports. Safe for any number of threads; asking never blocks.
 */
@NullMarked
package org.palmgateway.auth.revocation;

import org.jspecify.annotations.NullMarked;
