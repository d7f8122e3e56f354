/**
 * Reads documents that people wrote, in YAML or JSON, field by field, and notes everything that is wrong with one.
 *
 * <p>Depends on nothing. A reading belongs to one thread; nothing is kept between readings.
 */
@NullMarked
package org.palmgateway.routes.document;

import org.jspecify.annotations.NullMarked;
