/**
 * Request paths in their one normal spelling, and the patterns that match them.
 *
 * <p>Depends on nothing. Immutable values without regular expressions; any thread may use them.
 */
@NullMarked
package org.palmgateway.routes.path;

import org.jspecify.annotations.NullMarked;
