package org.palmgateway.gateway.cache;

import java.time.Clock;

/**
 * What all calls of the cache share.
 *
 * @param store the stored responses
 * @param flights the calls under way
 * @param marks which answers were not kept of late
 * @param room where bodies are kept while they stream
 * @param meters counts
 * @param records what a route's owner should know
 * @param longest the largest body that is kept, in octets
 * @param clock the time
 */
record Keeping(
        ResponseStore store,
        Flights flights,
        PassMarks marks,
        InFlight room,
        CacheMeters meters,
        RouteRecords records,
        long longest,
        Clock clock) {}
