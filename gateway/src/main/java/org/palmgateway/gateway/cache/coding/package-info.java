/**
 * Content codings of answers that the HTTP cache keeps: which one a caller wants ({@link
 * org.palmgateway.gateway.cache.coding.AcceptEncoding}), whether it pays ({@link
 * org.palmgateway.gateway.cache.coding.Compressible}), the octets ({@link org.palmgateway.gateway.cache.coding.Coding}), and the
 * entity tag of each form ({@link org.palmgateway.gateway.cache.coding.EntityTag}).
 *
 * <p>Uses nothing else of the gateway, only the libraries of brotli and zstd. No state; any thread may use everything here.
 * Encoding takes its time, so not on an event loop; nothing else does.
 */
@NullMarked
package org.palmgateway.gateway.cache.coding;

import org.jspecify.annotations.NullMarked;
