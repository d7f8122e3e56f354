/**
 * What the data plane itself answers for the identity provider's sake: its sign-in endpoints under the gateway's own host, and the ends
 * of sessions that it tells about.
 *
 * <p>May use {@code edge}, {@code forward}, {@code exchange}, {@code problem}, {@code settings} and {@code auth}. Never blocks.
 */
@NullMarked
package org.palmgateway.gateway.signin;

import org.jspecify.annotations.NullMarked;
