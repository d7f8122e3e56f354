package org.palmgateway.routes.registry;

/**
 * Answers that an application got from a route within some time.
 *
 * @param issuer issuer of the application's tokens
 * @param client its client id
 * @param owner the owner of the route
 * @param route the id of the route
 * @param hour when the time began, in hours since 1970-01-01T00Z
 * @param answers how many
 */
public record UsageCount(String issuer, String client, String owner, String route, long hour, ByClass answers) {

    /**
     * Answers by class of status (RFC 9110 §15).
     *
     * @param informed 1xx, such as a WebSocket that was opened
     * @param succeeded 2xx
     * @param redirected 3xx
     * @param refused 4xx, the caller's leaving among them
     * @param failed 5xx
     */
    public record ByClass(long informed, long succeeded, long redirected, long refused, long failed) {}
}
