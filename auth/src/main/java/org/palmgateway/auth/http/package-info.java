/**
 * Calls to the issuers' own endpoints, bounded in time and size: {@link org.palmgateway.auth.http.IssuerHttp} is the way in.
 *
 * <p>May use Reactor Netty's HTTP client; knows neither tokens nor keys. Safe for any number of threads; never blocks.
 */
@NullMarked
package org.palmgateway.auth.http;

import org.jspecify.annotations.NullMarked;
