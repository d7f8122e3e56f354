package org.palmgateway.routes.contract;

/**
 * What a mock answers.
 *
 * @param status the status code
 * @param contentType the content type; empty when there is no body
 * @param body the body's text; empty when there is none
 */
public record MockAnswer(int status, String contentType, String body) {}
