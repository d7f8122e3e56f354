package org.palmgateway.gateway.compose;

import org.springframework.http.HttpHeaders;

/**
 * A whole answer to a branch's request.
 *
 * @param status its status code
 * @param headers its fields
 * @param content its content
 */
record Received(int status, HttpHeaders headers, Content content) {}
