/**
 * The gateway's configuration: records that check themselves, read once at the start from properties under {@code palm}.
 *
 * <p>Depends on no other package of the gateway. Immutable.
 */
@NullMarked
package org.palmgateway.gateway.settings;

import org.jspecify.annotations.NullMarked;
