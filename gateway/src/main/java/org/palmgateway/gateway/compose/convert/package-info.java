/**
 * Turns what departments speak into one kind of tree and back: JSON ({@link org.palmgateway.gateway.compose.convert.JsonText}), XML
 * ({@link org.palmgateway.gateway.compose.convert.XmlText}) and forms ({@link
 * org.palmgateway.gateway.compose.convert.FormText}), within {@link
 * org.palmgateway.gateway.compose.convert.ConversionLimits}.
 *
 * <p>What a department sends is trusted as little as what a caller sends. Every reader and writer either returns or throws {@link
 * org.palmgateway.gateway.compose.convert.ConversionRefused} with one word why, and nothing else.
 *
 * <p>Uses nothing else of the gateway, only Jackson and the XML parser of the JDK. Immutable; any thread. It computes for as long as
 * the content is large, some milliseconds for a megabyte, so large content is nothing for an event loop.
 */
@NullMarked
package org.palmgateway.gateway.compose.convert;

import org.jspecify.annotations.NullMarked;
