/**
 * Puts the gateway together: what both planes share, the data plane, and the admin plane, each in a context of its own.
 *
 * <p>May use every package of the gateway; none uses it but the main class.
 */
@NullMarked
package org.palmgateway.gateway.plane;

import org.jspecify.annotations.NullMarked;
