package org.palmgateway.gateway.call;

import org.springframework.http.HttpHeaders;

/**
 * A response whose header section has arrived.
 *
 * @param status the status code
 * @param headers its fields, which are not to be changed
 * @param body its body
 * @param flushed whether each piece is to be sent on at once, as for a stream of events
 */
public record Arrived(int status, HttpHeaders headers, HandedBody body, boolean flushed) {}
