/**
 * The runnable gateway. {@code plane} puts everything together; each other package is one feature.
 */
@NullMarked
package org.palmgateway.gateway;

import org.jspecify.annotations.NullMarked;
