/**
 * What a department says about its interface in an OpenAPI document, and what comes of it: routes of a bundle, checks of requests, answers
 * for mocks.
 *
 * <p>A document is read once, with bounds, and nothing it refers to is ever fetched. May use {@code document} and {@code path}, and knows
 * nothing of bundles, callers or servers. All results are immutable, so any thread may share them.
 */
@NullMarked
package org.palmgateway.routes.contract;

import org.jspecify.annotations.NullMarked;
