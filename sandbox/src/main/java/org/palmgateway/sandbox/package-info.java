/**
 * A province in a box: departments, an identity provider and the gateway in one process.
 *
 * <p>For the demo, for tests and for developers' own trials; never on the class path of production.
 */
@NullMarked
package org.palmgateway.sandbox;

import org.jspecify.annotations.NullMarked;
