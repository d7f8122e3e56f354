package org.palmgateway.gateway.cache;

import org.palmgateway.gateway.cache.rule.Fields;

/**
 * A department's response whose header section has arrived.
 *
 * @param status the status code
 * @param fields its fields
 * @param body its body
 * @param flushed whether each piece is to be sent on at once, as for a stream of events
 */
record Fetched(int status, Fields fields, HandedBody body, boolean flushed) {}
