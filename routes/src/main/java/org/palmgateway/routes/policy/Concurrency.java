package org.palmgateway.routes.policy;

/**
 * How many calls a department may have at once; between the bounds it is found out from the time that calls take.
 *
 * @param minimum the number that it never falls below
 * @param initial the number to start with
 * @param maximum the number that it never rises above
 * @param normalShare per cent of the number that requests of normal priority may fill
 * @param bulkShare per cent of the number that requests of bulk priority may fill
 */
public record Concurrency(int minimum, int initial, int maximum, int normalShare, int bulkShare) {}
