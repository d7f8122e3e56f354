/**
 * The administrative divisions of the province and how a request finds its way up their tree.
 *
 * <p>Depends on nothing. Immutable; any thread may use it.
 */
@NullMarked
package org.palmgateway.routes.region;

import org.jspecify.annotations.NullMarked;
