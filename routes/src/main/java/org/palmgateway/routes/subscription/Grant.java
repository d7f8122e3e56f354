package org.palmgateway.routes.subscription;

/**
 * One subscription that holds: an application may call a route, or what a plan covers.
 *
 * @param issuer issuer of the application's tokens
 * @param client the application's OAuth client id
 * @param owner the owner of the route or plan
 * @param kind what it is subscribed to
 * @param item id of the route or plan
 */
public record Grant(String issuer, String client, String owner, Kind kind, String item) {

    /** What an application can be subscribed to. */
    public enum Kind {
        /** Everything that a plan covers, within the plan's limits. */
        PLAN,
        /** A single route. */
        ROUTE
    }
}
