package org.palmgateway.routes.policy;

/**
 * How many retries a department is sent on top of live traffic.
 *
 * @param share per cent of the requests of the last ten seconds
 * @param minimum retries in those ten seconds that are allowed however little traffic there is
 */
public record RetryBudget(int share, int minimum) {}
